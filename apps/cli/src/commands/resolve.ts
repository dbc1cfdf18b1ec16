import { CliError } from "../cli-error.ts";
import { defineCommand } from "../command.ts";
import { EXIT } from "../exit-codes.ts";

const outcomes = ["done", "failed", "rerun"] as const;

/** What follows, in the words of the web page. */
const SAID = {
  done: "it happened. It counts as done with an empty output, and the run goes on.",
  failed: "it failed. It counts as failed, and the run goes on as the playbook says for that.",
  rerun: "try again. It is called once more.",
} as const;

export const resolve = defineCommand({
  usage: "resolve RUN --step STEP [--scope SCOPE] --as done|failed|rerun --reason TEXT",
  about:
    "A worker that is lost in the middle of a step leaves an unknown outcome: the step may have taken effect.\n" +
    "Check on the other side, then say what became of it; the run goes on from there. Of a run that is\n" +
    "over, or of an iteration that is, only what was found is recorded: done or failed.",
  words: [1, 1],
  options: {
    step: { type: "string", value: "STEP", about: "the step, by name or id" },
    scope: { type: "string", value: "SCOPE", about: "the iteration, as `riposte show` has it: each[3]" },
    as: {
      type: "string",
      value: "OUTCOME",
      about: "done: it happened; failed: it failed, and shall not happen; rerun: try again",
    },
    reason: { type: "string", value: "TEXT", about: "how you know, for the story and the audit log" },
  },
  examples: [
    { line: "resolve run_… --step mail --as done --reason 'found in the mailbox'", about: "it did happen" },
    {
      line: "resolve run_… --step mail --as rerun --reason 'not in the mail log'",
      about: "it did not: again",
    },
  ],
  online: true,
  run: async ({ words: [id = ""], values, client, answer }) => {
    const outcome = outcomes.find((name) => name === values.as);
    const { step, reason, scope = "" } = values;
    if (step === undefined || outcome === undefined || reason === undefined) {
      throw new CliError(
        EXIT.usage,
        "Say which step, what became of it and how you know: --step STEP --as done|failed|rerun --reason TEXT.",
      );
    }
    const result = await (await client()).runs.resolve.mutate({ id, step, scope, outcome, reason });
    answer(result, () => {
      const { isRunOver, isIterationOver } = result;
      if (!isRunOver && !isIterationOver)
        return `Step ${result.step} of ${result.run}: ${SAID[result.outcome]}`;
      const over = isRunOver ? "The run" : `The iteration ${scope}`;
      return `Recorded: step ${result.step} of ${result.run} was ${result.outcome}. ${over} is over and stays as it is.`;
    });
    return EXIT.ok;
  },
});
