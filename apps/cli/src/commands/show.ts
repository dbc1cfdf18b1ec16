import { defineCommand } from "../command.ts";
import { EXIT } from "../exit-codes.ts";
import { tellRun } from "../story/tell-run.ts";

export const show = defineCommand({
  usage: "show RUN [--full] [--json]",
  about:
    "Tells what happened in a run, step by step: state, duration, port, input, output, log, failure and what to do.\n" +
    "It comes from Riposte's own records, so that it can be asked for years later.",
  words: [1, 1],
  options: { full: { type: "boolean", about: "cut no value and no log" } },
  examples: [
    { line: "show run_…", about: "the story, for people" },
    { line: "show run_… --json | jq '.steps[] | {name, state}'", about: "all of it, for programs" },
  ],
  online: true,
  run: async ({ words: [id = ""], values, client, answer }) => {
    const run = await (await client()).runs.get.query({ id });
    answer(run, () => tellRun(run, values.full === true));
    return EXIT.ok;
  },
});
