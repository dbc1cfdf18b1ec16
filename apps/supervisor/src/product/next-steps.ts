import { defaultData } from "../project.ts";

interface Started {
  readonly url: string;
  /** Path of the folder. */
  readonly logs: string;
  /** For the first admin; null where people can sign in. */
  readonly link: string | null;
  /** What fires the example; null: it is not there. */
  readonly example: { readonly data: string; readonly curl: string } | null;
}

/** What stands in the terminal when everything is up. */
export function welcomeWords({ url, logs, link, example }: Started): string {
  const setUp = `Nobody can sign in yet. Open this to become the first admin; it works once, for a day:\n\n${link}`;
  return [
    `\nRiposte is at ${url}; its logs are in ${logs}.`,
    ...(link === null ? [] : [setUp]),
    ...(example === null ? [] : [nextSteps(example.data, example.curl)]),
    "Ctrl-C stops everything.",
  ].join("\n\n");
}

/** What can be typed next, with the folder of this server where the command would look elsewhere. */
function nextSteps(data: string, curl: string): string {
  const where = data === defaultData ? "" : ` --data ${shellWord(data)}`;
  const command = (words: string) => `  pnpm riposte ${words}${where}`;
  return [
    `Fire the example within five minutes:\n\n${curl}\n`,
    "Later, the first of these signs a new line; the others show and decide what came of it:\n",
    command(
      'hook "Suspicious sign-in" --curl --event packages/gallery/templates/suspicious-sign-in/event.json',
    ),
    command("approvals"),
    command("approve RUN"),
    command("show RUN"),
  ].join("\n");
}

/** As a shell reads it back. */
function shellWord(text: string): string {
  return /^[\w@%+=:,./-]+$/.test(text) ? text : `'${text.replaceAll("'", String.raw`'\''`)}'`;
}
