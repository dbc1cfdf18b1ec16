import { defineCommand } from "../command.ts";
import { describeDiagnostics } from "../diagnostics.ts";
import { EXIT } from "../exit-codes.ts";

export const publish = defineCommand({
  usage: "publish NAME [--message TEXT] [--enable]",
  about:
    "Makes the draft of a playbook the version that its trigger runs, with its scripts as they are now.\n" +
    "Runs that are under way keep the version that they began with.",
  words: [1, 1],
  options: {
    message: { type: "string", value: "TEXT", about: "what changed, for the list of versions" },
    enable: { type: "boolean", about: "switch it on too" },
  },
  examples: [{ line: "publish 'Suspicious sign-in'", about: "after a script of it was corrected" }],
  online: true,
  run: async ({ words: [name = ""], values: { message, enable }, client, answer }) => {
    const wanted = { name, message, enable: enable === true ? true : undefined };
    const published = await (await client()).playbooks.publish.mutate(wanted);
    const { version, newVersion, enabled, diagnostics } = published;
    answer(published, () =>
      [
        `playbook ${name}: version ${version}, ${enabled ? "on" : "off"}${newVersion ? "" : " (unchanged)"}`,
        ...describeDiagnostics(diagnostics),
      ].join("\n"),
    );
    return EXIT.ok;
  },
});
