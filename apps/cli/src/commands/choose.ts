import { CliError } from "../cli-error.ts";
import { defineCommand } from "../command.ts";
import { EXIT } from "../exit-codes.ts";
import { readInput } from "../read-input.ts";

const choices = ["retry", "skip", "fail"] as const;

const SAID = {
  retry: "it is tried once more.",
  skip: "the run goes on as if it had given that output.",
  fail: "it has failed, and with it what it stands in.",
} as const;

export const choose = defineCommand({
  usage: "choose RUN --step STEP --as retry|skip|fail --reason TEXT [--scope SCOPE] [--output FILE]",
  about:
    "A step whose playbook asks a person on failure waits to be told what becomes of it. To skip it, say what it\n" +
    "would have given: JSON, held against what the action says it gives. It stays marked as given by hand.",
  words: [1, 1],
  options: {
    step: { type: "string", value: "STEP", about: "the step, by name or id" },
    scope: { type: "string", value: "SCOPE", about: "in a loop: which iteration, as riposte show names it" },
    as: {
      type: "string",
      value: "CHOICE",
      about: "retry: try again; skip: go on with an output; fail: let it fail",
    },
    output: { type: "string", value: "FILE", about: "with skip: JSON file with the output; - reads stdin" },
    reason: { type: "string", value: "TEXT", about: "why, for the story and the audit log" },
  },
  examples: [
    { line: "choose run_… --step lookup --as retry --reason 'the service is back'", about: "once more" },
    {
      line: "choose run_… --step lookup --as skip --output found.json --reason 'looked up by hand'",
      about: "go on",
    },
  ],
  online: true,
  run: async ({ words: [id = ""], values, client, answer, io, environment }) => {
    const choice = choices.find((name) => name === values.as);
    const { step, reason, scope } = values;
    if (step === undefined || choice === undefined || reason === undefined) {
      const needed = "--step STEP --as retry|skip|fail --reason TEXT";
      throw new CliError(EXIT.usage, `Say which step, what becomes of it and why: ${needed}.`);
    }
    const file = values.output;
    if (choice === "skip" && file === undefined) {
      throw new CliError(EXIT.usage, "Say what the step would have given: --output FILE.");
    }
    const output = file === undefined ? undefined : await readInput(file, { io, environment });
    const result = await (await client()).runs.choose.mutate({ id, step, scope, choice, output, reason });
    answer(result, () => `Step ${result.step} of ${result.run}: ${SAID[result.choice]}`);
    return EXIT.ok;
  },
});
