import type { Plan } from "../plan.ts";
import { executorOf } from "./executors/executors.ts";
import { commandsOf } from "./issue.ts";
import { indexPlan } from "./plan-index.ts";
import { hostRender } from "./prepare.ts";
import type { EngineCommand } from "./protocol.ts";
import type { EngineState } from "./state.ts";
import type { Turn } from "./turn.ts";
import { activeAt } from "./turn.ts";

/**
 * Every command that still waits for its answer, made anew from the state: what a host takes up again on
 * a fresh history. Timers keep their deadlines; a question that was asked already is among them too.
 */
export function outstanding(plan: Plan, state: EngineState, now: number): EngineCommand[] {
  const turn: Turn = { index: indexPlan(plan), state, now, commands: [], tasks: [] };
  return state.steps.flatMap((status, position) => {
    if (status?.awaits === undefined) return [];
    const active = activeAt(turn, position);
    if (status.awaits !== "render") return commandsOf(active.step, status);
    return [hostRender(turn, active, executorOf(active.step.kind).fields(active.step, status))];
  });
}
