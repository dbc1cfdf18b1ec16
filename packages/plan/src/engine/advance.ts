import { truthy } from "@riposte/template";
import type { Plan } from "../plan.ts";
import { concludeRun } from "./conclude.ts";
import { handleEvent } from "./events.ts";
import { BREAKPOINT, isToStand } from "./breakpoints/condition.ts";
import { stand } from "./breakpoints/stand.ts";
import { executorOf } from "./executors/executors.ts";
import { fieldsOf, RUN_IF } from "./executors/fields-of.ts";
import { smallValue, valueOf } from "./executors/values.ts";
import { isCollecting } from "./loops/end-iteration.ts";
import { closeIteration, goOnWithLoop, keepIteration } from "./loops/iterate.ts";
import { passOver } from "./outcome.ts";
import { indexPlan } from "./plan-index.ts";
import { prepare } from "./prepare.ts";
import type { EngineCommand, EngineEvent } from "./protocol.ts";
import { takePinned } from "./rerun/take-over.ts";
import type { EngineState } from "./state.ts";
import type { Active, Task, Turn, Values } from "./turn.ts";
import { activeAt, newTurn, waitFor } from "./turn.ts";

/**
 * One event in, commands out. The state passed in is consumed: it is changed in place and returned. An
 * event that nothing waits for (late, doubled, after the end) changes nothing.
 */
export function advance(
  plan: Plan,
  state: EngineState,
  event: EngineEvent,
): { state: EngineState; commands: EngineCommand[] } {
  const turn = newTurn(indexPlan(plan), state, event.now);
  if (state.phase !== "finished") {
    handleEvent(turn, event);
    do {
      while (state.paused === undefined && turn.tasks.length > 0) carryOut(turn, turn.tasks.shift());
    } while (concludeRun(turn));
  }
  return { state, commands: turn.commands };
}

function carryOut(turn: Turn, task: Task | undefined): void {
  if (task === undefined) return;
  if (task.kind === "close") return closeIteration(turn, task.scope);
  const active = activeAt(turn, task.position, task.scope);
  if (task.kind === "next") return goOnWithLoop(turn, active);
  const values = task.kind === "act" ? task.values : begin(turn, active);
  if (values !== null) act(turn, active, values);
}

function begin(turn: Turn, active: Active): Values | null {
  const { status, scope } = active;
  if (takePinned(turn, active)) return null;
  if (scope !== "") turn.begun += 1;
  // A while that looks at its condition: until now it could have been withdrawn.
  if (status.awaits === "body") waitFor(turn, status, undefined);
  status.attempt = Math.max(status.attempt, 1);
  status.startedAt ??= turn.now;
  return prepare(turn, active, fieldsOf(turn.state, active));
}

function act(turn: Turn, active: Active, values: Values): void {
  const { status, step, scope } = active;
  if (isCollecting(turn, active)) return keepIteration(turn, scope, valueOf(values, "collect"));
  if (values[RUN_IF] !== undefined) {
    if (!truthy(smallValue(values, RUN_IF))) return passOver(turn, active);
    status.mayRun = true;
    return beginAgain(turn, active);
  }
  if (values[BREAKPOINT] !== undefined) {
    status.breakpoint = truthy(smallValue(values, BREAKPOINT)) ? "due" : "passed";
    return beginAgain(turn, active);
  }
  if (isToStand(turn.state, active)) return stand(turn, active, { values });
  executorOf(step.kind).act(turn, active, values);
}

function beginAgain(turn: Turn, { position, scope }: Active): void {
  turn.tasks.unshift({ kind: "begin", position, scope });
}
