import { CliError } from "../cli-error.ts";
import type { Run } from "../client.ts";
import { defineCommand } from "../command.ts";
import { EXIT } from "../exit-codes.ts";

const UNDER_WAY: readonly Run["steps"][number]["state"][] = [
  "running",
  "approval",
  "undecided",
  "unknown",
  "waiting",
  "turn",
];

export const terminate = defineCommand({
  usage: "terminate RUN --reason TEXT [--yes]",
  about:
    "Ends a run at once. Nothing is tidied up: what is drawn for a cancelled run does not run, and nobody knows what\n" +
    "becomes of a step that is at work. Without --yes it only says what that would be. Mostly riposte cancel is enough.",
  words: [1, 1],
  options: {
    reason: { type: "string", value: "TEXT", about: "why, for the story and the audit log" },
    yes: { type: "boolean", about: "do it" },
  },
  examples: [
    { line: "terminate run_… --reason 'cancel does not get through' --yes", about: "end it here and now" },
  ],
  online: true,
  run: async ({ words: [id = ""], values, client, answer }) => {
    const { reason, yes } = values;
    if (reason === undefined) throw new CliError(EXIT.usage, "Say why: --reason TEXT.");
    const server = await client();
    const { steps, playbook } = await server.runs.get.query({ id });
    const underWay = steps.filter(({ state }) => UNDER_WAY.includes(state));
    const named = underWay.map(
      ({ label, scope, state }) => `  ${label}${scope === "" ? "" : ` (${scope})`}: ${state}`,
    );
    if (yes !== true) {
      const { role, permissions } = await server.me.get.query();
      if (!permissions.includes("runs.terminate"))
        throw new CliError(EXIT.refused, `Ending a run needs the role author; you are ${role}.`);
      answer({ run: id, underWay: underWay.map(({ step, scope, state }) => ({ step, scope, state })) }, () =>
        [
          `This would end run ${id} of ${playbook.name} at once. Under way in it:`,
          ...(named.length === 0 ? ["  nothing"] : named),
          "Nothing was done. Add --yes to end it.",
        ].join("\n"),
      );
      return EXIT.refused;
    }
    const result = await server.runs.terminate.mutate({ id, reason });
    answer(result, () => [`Run ${result.run} was terminated. Under way in it were:`, ...named].join("\n"));
    return EXIT.ok;
  },
});
