import { CliError } from "../cli-error.ts";
import type { Client } from "../client.ts";
import { defineCommand } from "../command.ts";
import { EXIT } from "../exit-codes.ts";
import { table } from "../table.ts";
import { tellReport } from "../tell-report.ts";

type Listed = Awaited<ReturnType<Client["templates"]["list"]["query"]>>;

export const templates = defineCommand({
  usage: "templates [use TEMPLATE [--name NAME]]",
  about:
    "Lists the playbooks that one can start from, and how much of what each needs is missing here; or makes a new\n" +
    "draft of one. It is off and not published; what is missing is told, and stands beside the canvas.",
  words: [0, 2],
  options: {
    name: { type: "string", value: "NAME", about: "another name than the template's" },
  },
  examples: [
    { line: "templates", about: "what there is" },
    { line: "templates use phishing-report --name 'Reported mails'", about: "a draft, to be finished" },
  ],
  online: true,
  run: async ({ words: [verb, template], values: { name }, client, answer }) => {
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
    answer(made, () => [`playbook ${made.name}: a draft, off`, ...tellReport(made)].join("\n"));
    return EXIT.ok;
  },
});

function tellTemplates(rows: Listed): string {
  return table(
    ["template", "name", "missing", "what it is for"],
    rows.map(({ id, name, description, needs }) => [
      id,
      name,
      String(needs.filter(({ isHere }) => !isHere).length),
      description,
    ]),
  );
}
