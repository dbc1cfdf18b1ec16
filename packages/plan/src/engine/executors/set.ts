import { complete } from "../outcome.ts";
import type { Executor } from "./executor.ts";
import { valueOf } from "./values.ts";

/**
 * Field `assignments`: an object of all of them, each seeing the variables as they were before the step.
 * It becomes the step's output, and the variables are the outputs of these steps, merged; what a step unsets is gone
 * before.
 */
export const set: Executor<"set"> = {
  fields: (step) => ({
    assignments: Object.fromEntries(
      step.assignments.flatMap(({ name, operation, value }) =>
        operation === "unset" ? [] : [[name, value] as const],
      ),
    ),
  }),
  act: (turn, active, values) => complete(turn, active, { output: valueOf(values, "assignments") }),
};
