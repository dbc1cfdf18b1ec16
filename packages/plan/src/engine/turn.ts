import type { Payload } from "../payload.ts";
import type { PlanStep } from "../plan.ts";
import type { PlanIndex } from "./plan-index.ts";
import { stepAt } from "./plan-index.ts";
import { frameOf } from "./scopes.ts";
import type { EngineCommand, RunFacts, RunRecord, RunState, StepRecord, StepState } from "./protocol.ts";
import type { Awaiting, EngineState, StepStatus } from "./state.ts";

/** One call of `advance`: the state it changes and the commands it leaves. */
export interface Turn {
  readonly index: PlanIndex;
  readonly state: EngineState;
  readonly now: number;
  readonly commands: EngineCommand[];
  /** What is to be done in this same turn, first in first out. */
  readonly tasks: Task[];
  /** How much has begun within loops; past a limit they pause. */
  begun: number;
}

/** `scope`: the iteration that the step stands in, empty at the top. */
export type Task =
  | { readonly kind: "begin"; readonly position: number; readonly scope: string }
  | { readonly kind: "act"; readonly position: number; readonly scope: string; readonly values: Values }
  /** A loop may have something to start, or be over. */
  | { readonly kind: "next"; readonly position: number; readonly scope: string }
  /** Everything in this iteration has come to its end. */
  | { readonly kind: "close"; readonly scope: string };

export function newTurn(index: PlanIndex, state: EngineState, now: number): Turn {
  const tasks = state.paused?.tasks ?? [];
  return { index, state, now, commands: [], tasks, begun: 0 };
}

/** Rendered fields of a step, by the names its executor gave them. */
export type Values = { readonly [field: string]: Payload };

/** A step of the plan together with where it stands in this run. */
export interface Active<S extends PlanStep = PlanStep> {
  readonly position: number;
  readonly scope: string;
  readonly step: S;
  readonly status: StepStatus;
}

export function activeAt(turn: Turn, position: number, scope: string): Active {
  const step = stepAt(turn.index, position);
  const frame = frameOf(turn.state, scope);
  if (frame === null) throw new Error(`The iteration ${scope} is over.`);
  const status = (frame.steps[position] ??= { settled: 0, taken: 0, attempt: 0 });
  return { position, scope, step, status };
}

/** Null for an id the plan does not have, an iteration that is over or a step that nothing has reached. */
export function findActive(turn: Turn, id: string, scope: string): Active | null {
  const position = turn.index.position.get(id);
  if (position === undefined || !frameOf(turn.state, scope)?.steps[position]) return null;
  return activeAt(turn, position, scope);
}

/** The step that an answer of the host is meant for, if it still waits for just that. */
export function answered(
  turn: Turn,
  event: { readonly step: string; readonly scope?: string; readonly attempt: number },
  what: Awaiting,
): Active | null {
  const active = findActive(turn, event.step, event.scope ?? "");
  if (active?.status.awaits !== what || active.status.attempt !== event.attempt) return null;
  return active;
}

export function factsOf(state: EngineState): RunFacts {
  if (state.facts === null) throw new Error("The run has not started.");
  return state.facts;
}

export function waitFor(turn: Turn, status: StepStatus, what: Awaiting | undefined): void {
  const { open } = turn.state;
  if (status.awaits !== undefined) open[status.awaits] -= 1;
  if (what !== undefined) open[what] += 1;
  status.awaits = what;
}

export function cancelTimer(turn: Turn, status: StepStatus): void {
  if (status.timer === undefined) return;
  turn.commands.push({ kind: "cancel_timer", timer: status.timer.id });
  status.timer = undefined;
}

export function recordStep(turn: Turn, active: Active, state: StepState): void {
  active.status.state = state;
  active.status.seq = ++turn.state.seq;
  turn.commands.push({ kind: "record", record: stepRecord(active.step.id, active.scope, active.status) });
}

export function stepRecord(step: string, scope: string, status: StepStatus): StepRecord {
  return {
    seq: status.seq ?? 0,
    step,
    scope,
    state: status.state ?? "waiting",
    attempt: status.attempt,
    startedAt: status.startedAt ?? null,
    finishedAt: status.finishedAt ?? null,
    input: status.input ?? null,
    output: status.output ?? null,
    port: status.port ?? null,
    failure: status.failure ?? null,
    note: status.note ?? null,
    ...(status.origin === undefined ? {} : { origin: status.origin }),
  };
}

export function changeRun(turn: Turn, state: RunState): RunRecord {
  turn.state.run.state = state;
  turn.state.run.seq = ++turn.state.seq;
  return { ...turn.state.run };
}
