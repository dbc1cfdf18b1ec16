import { defineCommand } from "../command.ts";
import { EXIT } from "../exit-codes.ts";
import { stepOptions } from "../story/step-options.ts";

export const cancel = defineCommand({
  usage: "cancel RUN [--reason TEXT]",
  about:
    "Asks a run to stop. One that has not started ends at once; a step that is running is told to stop.\n" +
    "It warns where nobody knows what became of a step: that question stays open (riposte approvals).",
  words: [1, 1],
  options: { reason: { type: "string", value: "TEXT", about: "why, for the story and the audit log" } },
  examples: [{ line: "cancel run_… --reason 'wrong event'", about: "stop it, and say why" }],
  online: true,
  run: async ({ words: [id = ""], values, client, answer }) => {
    const result = await (await client()).runs.cancel.mutate({ id, reason: values.reason });
    const commands = result.unknown.map(
      ({ step, scope }) =>
        `  riposte resolve ${result.run} ${stepOptions(step, scope)} --as done|failed --reason TEXT`,
    );
    answer(result, () =>
      [
        `Run ${result.run} is ${result.state}.`,
        ...(result.warning === null ? [] : [result.warning]),
        ...commands,
      ].join("\n"),
    );
    return EXIT.ok;
  },
});
