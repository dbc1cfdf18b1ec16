import { askApproval, rulingOutput, rulingText } from "../approvals.ts";
import { complete } from "../outcome.ts";
import { keepQuestion, MESSAGE } from "../question.ts";
import { factsOf } from "../turn.ts";
import type { Executor } from "./executor.ts";

/** Field `message`. The way out is named like the decision. */
export const approval: Executor<"approval"> = {
  fields: (step) => ({ [MESSAGE]: step.policy.message }),

  act(turn, active, values) {
    keepQuestion(active.status, { field: MESSAGE, values }, factsOf(turn.state));
    askApproval(turn, active, active.step.policy);
  },

  decided(turn, active, ruling) {
    const { decision: port } = ruling;
    complete(turn, active, { port, output: rulingOutput(ruling), note: rulingText(ruling) });
  },
};
