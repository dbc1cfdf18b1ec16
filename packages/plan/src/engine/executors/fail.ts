import { fail as failStep } from "../outcome.ts";
import type { Executor } from "./executor.ts";
import { textOf } from "./values.ts";

/** Field `message`. */
export const fail: Executor<"fail"> = {
  fields: (step) => ({ message: step.message }),

  act(turn, active, values) {
    const message = textOf(values, "message") || "The playbook ended the run here.";
    failStep(turn, active, { code: "failed_on_purpose", message, retryable: false });
  },
};
