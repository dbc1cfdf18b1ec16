import { CliError } from "../cli-error.ts";
import type { Client } from "../client.ts";
import { defineCommand } from "../command.ts";
import { EXIT } from "../exit-codes.ts";
import { table } from "../table.ts";
import { tellReport } from "../tell-report.ts";

type Listed = Awaited<ReturnType<Client["templates"]["list"]["query"]>>;

export const templates = defineCommand({
  usage: "templates [use TEMPLATE [--name NAME] [--scripts]]",
  about:
    "Lists the playbooks that one can start from, and how much there is to do for each; or makes a new draft of\n" +
    "one. It is off and not published; what is missing is told, and stands beside the canvas.",
  words: [0, 2],
  options: {
    name: { type: "string", value: "NAME", about: "another name than the template's" },
    scripts: { type: "boolean", about: "add the scripts that come with it to the actions, too" },
  },
  examples: [
    { line: "templates", about: "what there is" },
    { line: "templates use phishing-report --name 'Reported mails'", about: "a draft, to be finished" },
  ],
  online: true,
  run: async ({ words: [verb, template], values: { name, scripts }, client, answer }) => {
    const server = await client();
    if (verb === undefined) {
      const rows = await server.templates.list.query();
      answer(rows, () => tellTemplates(rows));
      return EXIT.ok;
    }
    if (verb !== "use") throw new CliError(EXIT.usage, `templates knows use, and not ${verb}.`);
    if (template === undefined)
      throw new CliError(EXIT.usage, "Which template? riposte templates lists them.");
    const made = await server.templates.use.mutate({ template, ...(name === undefined ? {} : { name }) });
    const added = scripts === true ? await addScripts(server, made) : [];
    const told = added.length === 0 ? made : { ...made, ...(await reportNow(server, made.id)) };
    answer({ ...told, added }, () =>
      [
        `playbook ${made.name}: a draft, off`,
        ...added.map((action) => `  action ${action}: added`),
        ...tellReport(told),
      ].join("\n"),
    );
    return EXIT.ok;
  },
});

type Made = Awaited<ReturnType<Client["templates"]["use"]["mutate"]>>;

/** Those that are missing; an action that is there stays as it is. */
async function addScripts(server: Client, { id, report }: Made): Promise<readonly string[]> {
  const missing = report.flatMap(({ wants }) => (wants?.kind === "script" ? [wants.name] : []));
  const added: string[] = [];
  for (const script of new Set(missing))
    added.push((await server.templates.addScript.mutate({ playbook: id, script })).name);
  return added;
}

/** What was missing may be here; what the compiler says now, the next publish tells. */
async function reportNow(server: Client, id: string): Promise<Pick<Made, "report" | "diagnostics">> {
  const found = await server.playbooks.importReport.query({ name: id });
  return { report: found?.report ?? [], diagnostics: [] };
}

function tellTemplates(rows: Listed): string {
  return table(
    ["template", "name", "to do", "what it is for"],
    rows.map(({ id, name, description, needs }) => [
      id,
      name,
      String(needs.filter(({ isHere }) => !isHere).length),
      description,
    ]),
  );
}
