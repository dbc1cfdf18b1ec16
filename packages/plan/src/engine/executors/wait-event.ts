import type { Failure } from "../../failure.ts";
import { keyText, LONGEST_KEY } from "../../events/key-text.ts";
import { expectedWords } from "../../events/expected-words.ts";
import { durationOf } from "../duration.ts";
import { issue } from "../issue.ts";
import { fail } from "../outcome.ts";
import type { Executor } from "./executor.ts";
import { smallValue } from "./values.ts";
import { LONGEST_WAIT_MS } from "./wait.ts";

/** Fields `key` and `timeoutAfter`, each where it is given. What ends the wait is the host's to say. */
export const waitEvent: Executor<"wait_event"> = {
  fields: ({ key, timeoutAfter }) => ({
    ...(key === null ? {} : { key }),
    ...(timeoutAfter === null ? {} : { timeoutAfter }),
  }),

  act(turn, active, values) {
    const { step, status } = active;
    const key = step.key === null ? null : keyText(smallValue(values, "key"), turn.index.plan.semantics);
    if (step.key !== null && key === null) return fail(turn, active, NO_KEY);
    const timeoutMs = step.timeoutAfter === null ? null : durationOf(smallValue(values, "timeoutAfter"));
    if (step.timeoutAfter !== null && timeoutMs === null) return fail(turn, active, unusable(NO_DURATION));
    if (timeoutMs !== null && timeoutMs > LONGEST_WAIT_MS) return fail(turn, active, unusable(TOO_LONG));
    const until = timeoutMs === null ? null : turn.now + timeoutMs;
    status.expects = { key, timeoutMs, until };
    status.note = expectedWords({ source: step.source.name, eventKey: step.eventKey, key, until });
    issue(turn, active, "event");
  },
};

const NO_KEY: Failure = {
  code: "bad_arguments",
  message: `A key must be a text, a number, true or false, not empty and of at most ${LONGEST_KEY} characters.`,
  retryable: false,
  field: "key",
};

const NO_DURATION = "A time-out must be a number of seconds, 0 or more.";
const TOO_LONG = "A wait may last five years at most.";

function unusable(message: string): Failure {
  return { code: "bad_arguments", message, retryable: false, field: "timeoutAfter" };
}
