import type { Plan } from "../plan.ts";
import { concludeRun } from "./conclude.ts";
import { handleEvent } from "./events.ts";
import { executorOf } from "./executors/executors.ts";
import { indexPlan } from "./plan-index.ts";
import { prepare } from "./prepare.ts";
import type { EngineCommand, EngineEvent } from "./protocol.ts";
import type { EngineState } from "./state.ts";
import type { Active, Task, Turn } from "./turn.ts";
import { activeAt } from "./turn.ts";

/**
 * One event in, commands out. The state passed in is consumed: it is changed in place and returned. An
 * event that nothing waits for (late, doubled, after the end) changes nothing.
 */
export function advance(
  plan: Plan,
  state: EngineState,
  event: EngineEvent,
): { state: EngineState; commands: EngineCommand[] } {
  const turn: Turn = { index: indexPlan(plan), state, now: event.now, commands: [], tasks: [] };
  if (state.phase !== "finished") {
    handleEvent(turn, event);
    for (let task = turn.tasks.shift(); task !== undefined; task = turn.tasks.shift()) carryOut(turn, task);
    concludeRun(turn);
  }
  return { state, commands: turn.commands };
}

function carryOut(turn: Turn, task: Task): void {
  const active = activeAt(turn, task.position);
  const values = task.kind === "act" ? task.values : begin(turn, active);
  if (values !== null) executorOf(active.step.kind).act(turn, active, values);
}

function begin(turn: Turn, active: Active) {
  const { step, status } = active;
  status.attempt = Math.max(status.attempt, 1);
  status.startedAt ??= turn.now;
  return prepare(turn, active, executorOf(step.kind).fields(step, status));
}
