import type { Plan, StepKind } from "../../plan.ts";
import { DEFAULT_PORT } from "../../ports.ts";
import { indexPlan } from "../plan-index.ts";
import { isOutcome, outermost, readersOf } from "./plan-rerun.ts";
import type { PastStep } from "./plan-rerun.ts";
import type { RecordedStep } from "./recorded.ts";

/** They do nothing outside of the run: where nothing is known of one, it is worked out anew. */
const LIGHT: ReadonlySet<StepKind> = new Set(["condition", "switch", "join", "set"]);

interface Known {
  readonly step: string;
  readonly past: readonly PastStep[];
  readonly pinned: readonly RecordedStep[];
}

interface Before {
  /** Steps at the top whose outcome of the earlier run stands. */
  readonly reused: readonly string[];
  /** Steps at the top that nobody knows an outcome of, and that the step can do without. */
  readonly leftOut: readonly string[];
  /** Steps on the way that would have to run, for there is nothing to take over. */
  readonly missing: readonly string[];
  /** Some way to the step is or may be taken. */
  readonly isReached: boolean;
}

/** Of a plan that ends with a step: what is known of all that comes before it, so that it may run alone. */
export function outcomesBefore(plan: Plan, { step, past, pinned }: Known): Before {
  const pins = new Map(pinned.map((pin) => [pin.step, pin]));
  const ended = new Map(past.flatMap((one) => (one.scope === "" && isOutcome(one) ? [[one.step, one]] : [])));
  const known = (id: string) => (id === step ? undefined : (pins.get(id) ?? ended.get(id)));
  const needed = neededBy(plan, step, known);
  const top = plan.steps.filter(({ id, parent }) => parent === undefined && id !== step);
  const unknown = top.filter(({ id }) => known(id) === undefined);
  const leftOut = unknown.flatMap(({ id }) => (needed.has(id) ? [] : [id]));
  const reached = reachedIn(plan, [plan.trigger.id, ...pins.keys()], known);
  return {
    reused: top.flatMap(({ id }) => (ended.has(id) && !pins.has(id) ? [id] : [])),
    leftOut,
    missing: unknown.flatMap(({ id, kind }) =>
      needed.has(id) && reached.has(id) && !LIGHT.has(kind) ? [id] : [],
    ),
    isReached: reached.has(step),
  };
}

type Outcome = (id: string) => { readonly port: string | null } | undefined;

/** What leads to a step, or is read on the way: what comes before something that does not run does not matter. */
function neededBy(plan: Plan, step: string, known: Outcome): ReadonlySet<string> {
  const readers = readersOf(plan);
  const light = new Set(plan.steps.flatMap(({ id, kind }) => (LIGHT.has(kind) ? [id] : [])));
  const needed = new Set([step]);
  for (const id of needed) {
    if (id !== step && (known(id) !== undefined || !light.has(id))) continue;
    for (const { from, to } of plan.edges) if (to === id) needed.add(outermost(plan, from)?.id ?? from);
    for (const [read, by] of readers) if (by.has(id)) needed.add(read);
    if (readsVars(plan, id)) for (const setter of settersOf(plan)) needed.add(setter);
  }
  return needed;
}

function readsVars(plan: Plan, id: string): boolean {
  return plan.steps.some(
    (step) =>
      outermost(plan, step.id)?.id === id &&
      (step.readsVars || ("collectReads" in step && step.collectReads.readsVars)),
  );
}

function settersOf(plan: Plan): string[] {
  return plan.steps.flatMap(({ id, kind }) => (kind === "set" ? [outermost(plan, id)?.id ?? id] : []));
}

function reachedIn(plan: Plan, from: readonly string[], known: Outcome): ReadonlySet<string> {
  const { outgoing } = indexPlan(plan);
  const reached = new Set(from);
  for (const id of reached) {
    const outcome = known(id);
    for (const { to, port } of outgoing.get(id) ?? []) {
      if (outcome === undefined || port === (outcome.port ?? DEFAULT_PORT)) reached.add(to);
    }
  }
  return reached;
}
