import type { Fields } from "../../render/fields.ts";
import { asksRunIf, BREAKPOINT, conditionToCheck } from "../breakpoints/condition.ts";
import type { EngineState } from "../state.ts";
import type { Active } from "../turn.ts";
import { executorOf } from "./executors.ts";

export const RUN_IF = "runIf";

/** What must be rendered before the step can act: first of all whether it runs, then whether it stands. */
export function fieldsOf(state: EngineState, active: Active): Fields {
  const { step, status } = active;
  if (step.runIf !== undefined && asksRunIf(active)) return { [RUN_IF]: asTruth(step.runIf) };
  const condition = conditionToCheck(state, active);
  if (condition !== null) return { [BREAKPOINT]: asTruth(condition.expression) };
  return executorOf(step.kind).fields(step, status);
}

function asTruth(expression: string): string {
  return `{{ (${expression}) and true or false }}`;
}
