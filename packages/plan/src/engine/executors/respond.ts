import { issue } from "../issue.ts";
import type { Executor } from "./executor.ts";
import { valueOf } from "./values.ts";

/** Field `body`. It goes on when the host has the answer. */
export const respond: Executor<"respond"> = {
  fields: (step) => ({ body: step.body }),

  act(turn, active, values) {
    active.status.input = valueOf(values, "body");
    issue(turn, active, "respond");
  },
};
