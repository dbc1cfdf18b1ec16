import { askApproval, rulingOutput, rulingText } from "../approvals.ts";
import { complete } from "../outcome.ts";
import type { Executor } from "./executor.ts";
import { textOf } from "./values.ts";

/** Field `message`. The way out is named like the decision. */
export const approval: Executor<"approval"> = {
  fields: (step) => ({ message: step.policy.message }),

  act(turn, active, values) {
    active.status.message = textOf(values, "message");
    askApproval(turn, active, active.step.policy);
  },

  decided(turn, active, ruling) {
    const { decision: port } = ruling;
    complete(turn, active, { port, output: rulingOutput(ruling), note: rulingText(ruling) });
  },
};
