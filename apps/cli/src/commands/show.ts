import { defineCommand } from "../command.ts";
import { EXIT } from "../exit-codes.ts";
import { tellRun } from "../story/tell-run.ts";
import { pathOfValue } from "../value-path.ts";

export const show = defineCommand({
  usage: "show RUN [--full] [--json] [--value STEP [--input]]",
  about:
    "Tells what happened in a run, step by step: state, duration, port, input, output, log, failure and what to do.\n" +
    "It comes from Riposte's own records, so that it can be asked for years later.\n" +
    "With --value it prints one value whole, as JSON and however large: what a step gave, or was given (--input), in an\n" +
    "iteration of a loop with --scope; or `event`, what the run began with.",
  words: [1, 1],
  options: {
    full: { type: "boolean", about: "cut no value and no log" },
    value: { type: "string", value: "STEP", about: "this step's output alone, or `event`" },
    input: { type: "boolean", about: "with --value: what the step was given" },
    scope: { type: "string", value: "SCOPE", about: "with --value: the iteration, such as each[3]" },
  },
  examples: [
    { line: "show run_…", about: "the story, for people" },
    { line: "show run_… --json | jq '.steps[] | {name, state}'", about: "all of it, for programs" },
    { line: "show run_… --value search > found.json", about: "what a step gave, as a file" },
  ],
  online: true,
  run: async ({ words: [id = ""], values, client, download, answer, io }) => {
    if (values.value !== undefined) {
      const place = { step: values.value, scope: values.scope, input: values.input === true };
      await io.pass(await download(await pathOfValue(await client(), id, place)));
      return EXIT.ok;
    }
    const run = await (await client()).runs.get.query({ id });
    answer(run, () => tellRun(run, values.full === true));
    return EXIT.ok;
  },
});
