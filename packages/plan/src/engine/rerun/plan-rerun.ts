import type { Plan, PlanStep } from "../../plan.ts";
import { CANCEL_PORT } from "../../ports.ts";
import { indexPlan, isLoop } from "../plan-index.ts";
import type { StepState } from "../protocol.ts";
import { sameStep } from "./same-step.ts";

/** What a run is repeated from. */
export type RerunChoice =
  | { readonly kind: "start" }
  /** This step and all that follows it run again. */
  | { readonly kind: "step"; readonly step: string }
  /** All that failed or was cancelled runs again, with what follows it. */
  | { readonly kind: "failed" }
  /** What follows this step runs again, as if the step had given another output. */
  | { readonly kind: "after"; readonly step: string };

/** How a step of the run that is repeated ended. */
export interface PastStep {
  readonly step: string;
  readonly scope: string;
  readonly state: StepState;
  readonly port: string | null;
  /** As it was recorded: what came later has a higher one. */
  readonly seq: number;
  readonly attempt: number;
}

export type WhyAgain =
  | "chosen"
  | "failed"
  /** It was cancelled, or nobody knows what became of it. */
  | "unfinished"
  /** It is drawn otherwise in the version that runs now. */
  | "changed"
  | "follows";

export interface RerunPlan {
  /** Steps at the top whose outcome is taken over. */
  readonly reused: readonly string[];
  /** Steps at the top that ran and run again. */
  readonly again: readonly { readonly step: string; readonly why: WhyAgain }[];
  /** Steps at the top that did not run, and may now. */
  readonly first: readonly string[];
  /** The step whose output is given by hand; null where none is. */
  readonly byHand: string | null;
}

/** What of a run that is over stands, and what runs again, on `next`: the plan that ran, or a later one. */
export function planRerun(
  past: Plan,
  steps: readonly PastStep[],
  next: Plan,
  choice: RerunChoice,
): RerunPlan {
  const ended = new Map(steps.flatMap((step) => (step.scope === "" ? [[step.step, step] as const] : [])));
  const unwinding = followers(next, edgeTargets(next));
  const top = next.steps.filter(({ id, parent }) => parent === undefined && !unwinding.has(id));
  const byHand = choice.kind === "after" ? choice.step : null;
  const roots = new Map<string, WhyAgain>();
  for (const { id } of top) {
    const why = id === byHand ? null : whyAgain(past, next, ended.get(id), { id, choice });
    if (why !== null) roots.set(id, why);
  }
  const again = followers(next, roots.keys(), byHand);
  if (byHand !== null) {
    // Nothing that leads to it has to run for its sake: it stands by itself.
    for (const id of followers(next, [byHand])) if (id !== byHand) again.add(id);
  }
  return {
    reused: top.flatMap(({ id }) =>
      !again.has(id) && id !== byHand && isOutcome(ended.get(id)) ? [id] : [],
    ),
    again: top.flatMap(({ id }) =>
      again.has(id) && hasRun(ended.get(id)) ? [{ step: id, why: roots.get(id) ?? "follows" }] : [],
    ),
    first: top.flatMap(({ id }) => (again.has(id) && !hasRun(ended.get(id)) ? [id] : [])),
    byHand,
  };
}

/** The step at the top that has to run where this one is to: itself, or the outermost loop around it. */
export function outermost(plan: Plan, step: string): PlanStep | null {
  const byId = new Map(plan.steps.map((each) => [each.id, each]));
  let at = byId.get(step) ?? null;
  while (at?.parent !== undefined) at = byId.get(at.parent) ?? null;
  return at;
}

/** Null: its outcome, or that there is none, may stand. */
function whyAgain(
  past: Plan,
  next: Plan,
  ended: PastStep | undefined,
  { id, choice }: { readonly id: string; readonly choice: RerunChoice },
): WhyAgain | null {
  if (choice.kind === "start" || (choice.kind === "step" && choice.step === id)) return "chosen";
  if (choice.kind === "failed" && ended?.state === "failed") return "failed";
  if (past !== next && !sameStep(past, next, id)) return "changed";
  if (isOutcome(ended) || isDead(ended)) return null;
  return ended?.state === "failed" ? "failed" : "unfinished";
}

/** Something that another run can take over: the step is left by a port. */
export function isOutcome(ended: PastStep | undefined): boolean {
  if (ended === undefined) return false;
  if (ended.state === "done") return true;
  return (ended.state === "failed" || ended.state === "skipped") && ended.port !== null;
}

/** It lay on ways that were not taken, which shows again by itself. */
function isDead(ended: PastStep | undefined): boolean {
  return ended?.state === "skipped" && ended.port === null;
}

function hasRun(ended: PastStep | undefined): boolean {
  return ended !== undefined && !isDead(ended);
}

function edgeTargets({ trigger, edges }: Plan): string[] {
  return edges.flatMap(({ from, port, to }) => (from === trigger.id && port === CANCEL_PORT ? [to] : []));
}

/** These, and all at the top that edges lead to from them or that read what they give; `except` is not passed. */
function followers(plan: Plan, roots: Iterable<string>, except: string | null = null): Set<string> {
  const { outgoing } = indexPlan(plan);
  const readers = readersOf(plan);
  const found = new Set<string>(roots);
  for (const id of found) {
    if (id === except) continue;
    for (const { to } of outgoing.get(id) ?? []) if (to !== except) found.add(to);
    for (const reader of readers.get(id) ?? []) if (reader !== except) found.add(reader);
  }
  return found;
}

/** By a step at the top: the steps at the top that read it, within a loop's body too. */
export function readersOf(plan: Plan): ReadonlyMap<string, ReadonlySet<string>> {
  const readers = new Map<string, Set<string>>();
  for (const step of plan.steps) {
    const reader = outermost(plan, step.id);
    if (reader === null) continue;
    const reads = isLoop(step) ? [...step.reads, ...step.collectReads.reads] : step.reads;
    for (const read of reads) {
      if (read === reader.id) continue;
      const known = readers.get(read);
      if (known === undefined) readers.set(read, new Set([reader.id]));
      else known.add(reader.id);
    }
  }
  return readers;
}
