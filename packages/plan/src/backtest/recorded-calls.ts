import type { Failure } from "../failure.ts";
import { NULL_PAYLOAD } from "../payload.ts";
import type { Payload } from "../payload.ts";
import type { ActionStep, PlanStep } from "../plan.ts";
import type { PastRecord, PastRun } from "./past-run.ts";
import { valueKey } from "./same-value.ts";

/** What a call asks for: an action by its connector and script, or a playbook. */
export interface Asked {
  readonly step: string;
  readonly scope: string;
  readonly what: string;
  readonly arguments: Payload;
}

export interface CallDone {
  readonly kind: "done";
  readonly output: Payload;
  /** The named way out that it took, where it had any. */
  readonly branches: readonly string[];
}

export type CallEnd =
  | CallDone
  | { readonly kind: "failed"; readonly failure: Failure }
  /** It was made, and nobody knows what became of it. */
  | { readonly kind: "unknown" };

export interface RecordedCalls {
  /** What came of the very same call: at this step or, where that made none, at any. */
  readonly same: (asked: Asked) => CallEnd | null;
  /** What this step gave for other arguments. */
  readonly alike: (asked: Asked) => CallDone | null;
}

export function recordedCalls({ plan, records }: PastRun): RecordedCalls {
  const byStep = new Map(plan.steps.map((step) => [step.id, step]));
  const atPlace = new Map<string, { readonly what: string; readonly record: PastRecord }>();
  const byCall = new Map<string, PastRecord>();
  for (const record of records) {
    const what = whatIsCalled(byStep.get(record.step));
    if (what === null || record.input === null || endOf(record) === null) continue;
    atPlace.set(placeKey(record), { what, record });
    const call = `${what} ${valueKey(record.input)}`;
    if (!byCall.has(call)) byCall.set(call, record);
  }
  const here = (asked: Asked) => {
    const found = atPlace.get(placeKey(asked));
    return found?.what === asked.what ? found.record : null;
  };
  return {
    same(asked) {
      const given = valueKey(asked.arguments);
      const own = here(asked);
      const record =
        own !== null && valueKey(own.input) === given ? own : byCall.get(`${asked.what} ${given}`);
      return record === undefined ? null : endOf(record);
    },
    alike(asked) {
      const record = here(asked);
      const end = record === null ? null : endOf(record);
      return end?.kind === "done" ? end : null;
    },
  };
}

type Called = Pick<ActionStep, "action" | "connector" | "script">;

/** A script counts by what it says and runs in: one that has changed may give something else. */
export function actionKey({ action, connector, script }: Called): string {
  const code = script === null ? null : [script.hash, script.entry, script.python, script.requirements];
  return JSON.stringify([action, connector, code]);
}

export function playbookKey(id: string): string {
  return JSON.stringify(["playbook", id]);
}

export function placeKey({ step, scope }: { readonly step: string; readonly scope: string }): string {
  return `${step} ${scope}`;
}

function whatIsCalled(step: PlanStep | undefined): string | null {
  if (step?.kind === "action") return actionKey(step);
  return step?.kind === "sub_playbook" ? playbookKey(step.playbook.id) : null;
}

/** Null where the call was not made, or not to its end. */
function endOf({ state, output, port, failure }: PastRecord): CallEnd | null {
  if (state === "unknown") return { kind: "unknown" };
  if (state === "done") {
    return { kind: "done", output: output ?? NULL_PAYLOAD, branches: port === null ? [] : [port] };
  }
  if (state !== "failed" || failure === null || NOT_CALLED.has(failure.code)) return null;
  return { kind: "failed", failure };
}

const NOT_CALLED: ReadonlySet<string> = new Set(["not_approved", "cancelled", "template_error"]);
