import { issue, setTimer } from "../issue.ts";
import { fail } from "../outcome.ts";
import { factsOf } from "../turn.ts";
import type { Executor } from "./executor.ts";
import { valueOf } from "./values.ts";

/** How many runs may stand in a row, each the caller of the next, where a step sets no bound of its own. */
export const MOST_DEPTH = 8;

/** Field `arguments`, rendered once for all attempts. Each attempt is a run of its own. */
export const subPlaybook: Executor<"sub_playbook"> = {
  fields: (step, { input }) => (input === undefined ? { arguments: step.arguments } : {}),

  act(turn, active, values) {
    const { status, step } = active;
    status.input ??= valueOf(values, "arguments");
    const depth = (factsOf(turn.state).depth ?? 0) + 1;
    const most = step.maxDepth ?? MOST_DEPTH;
    if (depth > most) {
      const message = `"${step.playbook.name}" was not run: it would be the call number ${depth} within calls, and ${most} are the most here.`;
      return fail(turn, active, { code: "limit_exceeded", message, retryable: false, field: "maxDepth" });
    }
    status.depth = depth;
    status.note = `Waits for the playbook "${step.playbook.name}".`;
    if (step.limitMs !== null) setTimer(active, "limit", turn.now + step.limitMs);
    issue(turn, active, "child");
  },
};
