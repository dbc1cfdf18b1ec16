import type { Fields } from "../../render/fields.ts";
import type { Active } from "../turn.ts";
import { executorOf } from "./executors.ts";

export const RUN_IF = "runIf";

/** What must be rendered before the step can act: first of all whether it runs. */
export function fieldsOf({ step, status }: Active): Fields {
  if (step.runIf !== undefined && status.mayRun !== true && status.loop === undefined) {
    return { [RUN_IF]: `{{ (${step.runIf}) and true or false }}` };
  }
  return executorOf(step.kind).fields(step, status);
}
