import type { Call, Options } from "../command.ts";
import { defineCommand } from "../command.ts";
import { EXIT } from "../exit-codes.ts";

export const enable = defineCommand({
  usage: "enable NAME",
  about: "Switches a playbook on: its trigger starts runs of the published version.",
  words: [1, 1],
  options: {},
  examples: [{ line: "enable 'Suspicious sign-in'", about: "from now on" }],
  online: true,
  run: (call) => switchTo(true, call),
});

export const disable = defineCommand({
  usage: "disable NAME",
  about: "Switches a playbook off: its webhook answers 409. Runs that were accepted go on.",
  words: [1, 1],
  options: {},
  examples: [{ line: "disable 'Suspicious sign-in'", about: "from now on" }],
  online: true,
  run: (call) => switchTo(false, call),
});

async function switchTo(enabled: boolean, { words: [name = ""], client, answer }: Call<Options>) {
  const result = await (await client()).playbooks.setEnabled.mutate({ name, enabled });
  answer(result, () => `${name} is ${enabled ? "on" : "off"}${result.changed ? "" : " already"}.`);
  return EXIT.ok;
}
