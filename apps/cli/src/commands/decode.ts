import { defineCommand } from "../command.ts";
import { EXIT } from "../exit-codes.ts";

export const decode = defineCommand({
  usage: "decode RUN",
  about:
    "Prints, as JSON, what Temporal holds of a run, its payloads decrypted: every history from the first on, with the\n" +
    "value where Temporal keeps a sealed one. It takes an admin, and the audit log notes who looked. Connectors' secrets\n" +
    "are never in there.",
  words: [1, 1],
  options: {},
  examples: [
    { line: "decode run_… | jq '.executions[-1].events[-1]'", about: "the last event of its last history" },
  ],
  online: true,
  run: async ({ words: [id = ""], client, answer }) => {
    const decoded = await (await client()).runs.decode.mutate({ id });
    answer(decoded, () => JSON.stringify(decoded, null, 2));
    return EXIT.ok;
  },
});
