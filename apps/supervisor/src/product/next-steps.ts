import { defaultData } from "../project.ts";

/** What can be typed next, with the folder of this server where the command would look elsewhere. */
export function nextSteps(data: string, curl: string): string {
  const where = data === defaultData ? "" : ` --data ${shellWord(data)}`;
  const command = (words: string) => `  pnpm riposte ${words}${where}`;
  return [
    `\nFire the example within five minutes:\n\n${curl}\n`,
    "Later, the first of these signs a new line; the others show and decide what came of it:\n",
    command('hook "Suspicious sign-in" --curl'),
    command("approvals"),
    command("approve RUN"),
    command("show RUN"),
    "",
  ].join("\n");
}

/** As a shell reads it back. */
function shellWord(text: string): string {
  return /^[\w@%+=:,./-]+$/.test(text) ? text : `'${text.replaceAll("'", String.raw`'\''`)}'`;
}
