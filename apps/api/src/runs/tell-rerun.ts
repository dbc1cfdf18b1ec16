import { outermost } from "@riposte/plan";
import type { PastStep, Plan, PlanStep } from "@riposte/plan";
import { labelsApart } from "./labels-apart.ts";
import type { PastStepOfRun, PreparedRerun } from "./prepare-rerun.ts";

/** What a rerun takes over and what it does again, for the person who is about to start it. */
export function tellRerun(prepared: PreparedRerun) {
  const { run, playbook, version, before, next, past, plan, pinned, choice, askedFor, simulate } = prepared;
  const isPinned = (id: string) => pinned.some(({ step }) => step === id);
  const labelOf = labelsApart(next.steps);
  const named = (id: string) => {
    const step = next.steps.find((each) => each.id === id);
    return { step: id, name: step?.name ?? id, label: step === undefined ? id : labelOf(step) };
  };
  const runs = new Set([...plan.again.map(({ step }) => step), ...plan.first]);
  const steps = next.steps.filter(({ id }) => !isPinned(id) && runs.has(outermost(next, id)?.id ?? ""));
  return {
    run: run.id,
    playbook: { id: playbook.id, name: playbook.name },
    from: choice.kind,
    step: "step" in choice ? named(choice.step) : null,
    /** The step within a loop that was asked for: the outermost loop runs again as a whole. */
    askedFor,
    version,
    ranVersion: run.version,
    simulate,
    reused: plan.reused.map(named),
    again: plan.again.filter(({ step }) => !isPinned(step)).map(({ step, why }) => ({ ...named(step), why })),
    /** What did not run, and may now. */
    first: plan.first.filter((id) => !isPinned(id)).map(named),
    /** What is not carried out: it gives what is pinned. */
    pinned: pinned.map(({ step }) => named(step)),
    byHand: plan.byHand === null ? null : named(plan.byHand),
    /** Steps that ran and that the version does not have any more. */
    gone: gone(before, next, past),
    /** What writes or tells somebody, and how often it has already. */
    effects: simulate ? [] : steps.flatMap((step) => effectOf({ ...step, label: labelOf(step) }, past)),
  };
}

function gone(before: Plan, next: Plan, past: readonly PastStep[]): string[] {
  const known = new Set(next.steps.map(({ id }) => id));
  const ran = new Set(past.filter(({ state }) => state !== "skipped").map(({ step }) => step));
  return before.steps.filter(({ id }) => ran.has(id) && !known.has(id)).map(labelsApart(before.steps));
}

interface Effect {
  readonly step: string;
  readonly label: string;
  /** `run`: of another playbook, whatever that does. */
  readonly effect: "write" | "notify" | "run";
  readonly times: number;
  /** How often nobody knows whether it happened. */
  readonly unknown: number;
}

const HAPPENED: ReadonlySet<PastStep["state"]> = new Set(["done", "unknown", "running"]);

/** Whatever became of a run of another playbook: it was there, and may have done anything. */
const WAS_CALLED: ReadonlySet<PastStep["state"]> = new Set(["done", "failed", "cancelled"]);

/** What a person gave in a step's place has not happened. */
function effectOf(step: PlanStep, past: readonly PastStepOfRun[]): readonly Effect[] {
  if (step.kind === "sub_playbook") {
    const called = past.filter((each) => each.step === step.id && WAS_CALLED.has(each.state));
    return [{ step: step.id, label: step.label, effect: "run", times: called.length, unknown: 0 }];
  }
  if (step.kind !== "action" || step.effect === "read") return [];
  const ran = past.filter(
    (each) => each.step === step.id && each.origin !== "by_hand" && HAPPENED.has(each.state),
  );
  return [
    {
      step: step.id,
      label: step.label,
      effect: step.effect,
      times: ran.filter(({ state }) => state === "done").length,
      unknown: ran.filter(({ state }) => state !== "done").length,
    },
  ];
}
