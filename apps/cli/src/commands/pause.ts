import { defineCommand } from "../command.ts";
import { EXIT } from "../exit-codes.ts";

export const pause = defineCommand({
  usage: "pause RUN [--reason TEXT]",
  about:
    "What runs goes on to its end, and nothing new starts until the run is resumed. Approvals can be decided meanwhile,\n" +
    "and expire; waits whose time comes end when the run is resumed.",
  words: [1, 1],
  options: {
    reason: { type: "string", value: "TEXT", about: "why, for whoever looks at it and the audit log" },
  },
  examples: [{ line: "pause run_… --reason 'wait for the change window'", about: "hold it, and say why" }],
  online: true,
  run: async ({ words: [id = ""], values, client, answer }) => {
    const result = await (await client()).runs.pause.mutate({ id, reason: values.reason });
    answer(
      result,
      () => `Run ${result.run} is paused. What runs goes on to its end; riposte resume ${id} lets it go on.`,
    );
    return EXIT.ok;
  },
});

export const resume = defineCommand({
  usage: "resume RUN",
  about: "Lets a paused run go on where it stands.",
  words: [1, 1],
  options: {},
  examples: [{ line: "resume run_…", about: "let it go on" }],
  online: true,
  run: async ({ words: [id = ""], client, answer }) => {
    const result = await (await client()).runs.resume.mutate({ id });
    answer(result, () => `Run ${result.run} goes on.`);
    return EXIT.ok;
  },
});
