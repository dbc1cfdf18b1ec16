import type { Plan } from "../plan.ts";
import { fieldsOf } from "./executors/fields-of.ts";
import { commandsOf, storesOf } from "./issue.ts";
import { asked } from "./loops/ask.ts";
import { isCollecting } from "./loops/end-iteration.ts";
import { indexPlan, isLoop } from "./plan-index.ts";
import { hostRender } from "./prepare.ts";
import type { EngineCommand } from "./protocol.ts";
import { allStatuses } from "./scopes.ts";
import type { EngineState } from "./state.ts";
import type { Active, Turn } from "./turn.ts";
import { activeAt, newTurn } from "./turn.ts";
import { unwindTimer } from "./unwind.ts";

/**
 * Every command that still waits for its answer, made anew from the state: what a host takes up again on
 * a fresh history. Timers keep their deadlines; a question that was asked already is among them too.
 */
export function outstanding(plan: Plan, state: EngineState, now: number): EngineCommand[] {
  const turn = newTurn(indexPlan(plan), state, now);
  const commands: EngineCommand[] = [];
  for (const { scope, position, status } of allStatuses(state)) {
    if (status.awaits === undefined) continue;
    commands.push(
      ...(status.awaits === "render" ? rendersOf : commandsOf)(activeAt(turn, position, scope), turn),
    );
  }
  return [...commands, ...unwindTimer(state)];
}

function rendersOf(active: Active, turn: Turn): EngineCommand[] {
  const { step, status } = active;
  if (isCollecting(turn, active)) {
    return isLoop(step) ? [hostRender(turn, active, { collect: step.collect })] : [];
  }
  const stores = storesOf(active);
  if (status.loop?.asks !== undefined) return [...asked(active), ...stores];
  return [hostRender(turn, active, fieldsOf(turn.state, active)), ...stores];
}
