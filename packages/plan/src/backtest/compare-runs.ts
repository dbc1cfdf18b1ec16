import type { StepRecord } from "../engine/protocol.ts";
import type { Failure } from "../failure.ts";
import type { Payload } from "../payload.ts";
import type { Plan, PlanStep } from "../plan.ts";
import type { BacktestRun } from "./backtest-run.ts";
import type { PastRecord, PastRun } from "./past-run.ts";
import { placeKey } from "./recorded-calls.ts";
import { valueKey } from "./same-value.ts";

/** What a step sends: a write or a message, an answer, or a run of another playbook. */
export interface Sent {
  readonly what: string;
  readonly input: Payload | null;
}

/** How one step differs; null: it did not take part there. */
export interface StepDifference {
  readonly step: string;
  readonly scope: string;
  readonly label: string;
  /** `way`: whether it is taken, how it ends or which port it leaves by; `sent`: only what it sends. */
  readonly kind: "way" | "sent";
  readonly before: StepSide | null;
  readonly after: StepSide | null;
}

export interface StepSide {
  readonly state: StepRecord["state"];
  readonly port: string | null;
  readonly sent: Sent | null;
}

export interface RunComparison {
  readonly outcome: { readonly before: string; readonly after: BacktestRun["outcome"] };
  readonly failure: { readonly before: Failure | null; readonly after: Failure | null };
  /** Steps whose way differs. */
  readonly steps: number;
  /** What would be sent, and was not, or the other way round, or says something else. */
  readonly actions: number;
  /** Whether it goes wrong otherwise than it did. */
  readonly errors: number;
  readonly differences: readonly StepDifference[];
  readonly isEqual: boolean;
}

interface Before extends PastRun {
  readonly state: string;
  readonly failure: Failure | null;
}

/** What a backtest did otherwise than the run did. What lies behind a stop is not known, and so no difference. */
export function compareRuns(before: Before, plan: Plan, after: BacktestRun): RunComparison {
  const sides = {
    before: sidesOf(before.plan, before.records),
    after: sidesOf(plan, after.records),
  };
  const stopped = new Set(after.stops.map(placeKey));
  const reached = new Set(after.records.map(placeKey));
  const isKnown = (key: string) => after.outcome !== "stopped" || (reached.has(key) && !stopped.has(key));
  const keys = new Set([...sides.before.keys(), ...sides.after.keys()]);
  const differences = [...keys].flatMap((key): StepDifference[] => {
    const was = sides.before.get(key);
    const is = sides.after.get(key);
    const place = is ?? was;
    if (place === undefined || !isKnown(key)) return [];
    const kind = howItDiffers(was?.side, is?.side);
    const { step, scope, label } = place;
    return kind === null
      ? []
      : [{ step, scope, label, kind, before: was?.side ?? null, after: is?.side ?? null }];
  });
  const failure = { before: before.failure, after: after.failure };
  const errors = errorKey(failure.before) === errorKey(failure.after) || after.outcome === "stopped" ? 0 : 1;
  const outcome = { before: before.state, after: after.outcome };
  return {
    outcome,
    failure,
    steps: differences.filter(({ kind }) => kind === "way").length,
    actions: differences.filter((each) => !isSameSent(each.before?.sent, each.after?.sent)).length,
    errors,
    differences,
    isEqual: differences.length === 0 && errors === 0 && outcome.before === outcome.after,
  };
}

/** It lay on a way that was not taken, or the run was over before it was. */
const NO_PART: ReadonlySet<string> = new Set(["skipped", "cancelled"]);

interface PlacedSide {
  readonly step: string;
  readonly scope: string;
  readonly label: string;
  readonly side: StepSide;
}

function sidesOf(
  plan: Plan,
  records: readonly PastRecord[] | readonly StepRecord[],
): Map<string, PlacedSide> {
  const byId = new Map(plan.steps.map((step) => [step.id, step]));
  const sides = new Map<string, PlacedSide>();
  for (const record of records) {
    const { step, scope, state, port } = record;
    if (NO_PART.has(state)) continue;
    const planned = byId.get(step);
    const sent = planned === undefined ? null : sentBy(planned, record);
    sides.set(placeKey(record), { step, scope, label: planned?.label ?? step, side: { state, port, sent } });
  }
  return sides;
}

/** An action that was refused, or passed over, sends nothing; one that failed was sent. */
function sentBy(step: PlanStep, { state, input, failure }: PastRecord | StepRecord): Sent | null {
  if (!SENT.has(state) || failure?.code === "not_approved" || failure?.code === "bad_arguments") return null;
  if (step.kind === "action" && step.effect !== "read") return { what: step.action, input };
  if (step.kind === "respond") return { what: `respond ${step.status}`, input };
  if (step.kind === "sub_playbook") return { what: step.playbook.name, input };
  return null;
}

const SENT: ReadonlySet<string> = new Set(["done", "failed", "running", "unknown", "undecided"]);

function howItDiffers(was: StepSide | undefined, is: StepSide | undefined): StepDifference["kind"] | null {
  if (was === undefined || is === undefined) return "way";
  if (was.state !== is.state || (was.port ?? "default") !== (is.port ?? "default")) return "way";
  return isSameSent(was.sent, is.sent) ? null : "sent";
}

function isSameSent(a: Sent | null | undefined, b: Sent | null | undefined): boolean {
  if (!a || !b) return !a && !b;
  return a.what === b.what && valueKey(a.input) === valueKey(b.input);
}

function errorKey(failure: Failure | null): string {
  return failure === null ? "" : `${failure.code} ${failure.message}`;
}
