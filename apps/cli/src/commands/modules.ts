import { resolve } from "node:path";
import { CliError } from "../cli-error.ts";
import type { Client } from "../client.ts";
import { defineCommand } from "../command.ts";
import { EXIT } from "../exit-codes.ts";
import type { ExitCode } from "../exit-codes.ts";
import { isAway } from "../explain-error.ts";
import { modulesAt } from "../module-folders.ts";
import { table } from "../table.ts";

type Added = Awaited<ReturnType<Client["modules"]["add"]["mutate"]>>;
type Listed = Awaited<ReturnType<Client["modules"]["list"]["query"]>>;

export const modules = defineCommand({
  usage: "modules [add PATH… | remove NAME [--force]]",
  about:
    "Lists the modules in the public Sekoia format; adds those at a path, or removes one. A path is the folder of a\n" +
    "module, a zip of it, or a checkout with many: each of those counts by itself. Adding runs nothing of a module.\n" +
    "Its actions can be called at once, as module.<module>.<action>, and its triggers start playbooks; its packages are\n" +
    "built meanwhile.",
  words: [0, 1_000],
  options: {
    force: { type: "boolean", about: "with remove: also where playbooks use it" },
  },
  examples: [
    { line: "modules add ./HTTP", about: "the module in this folder" },
    { line: "modules add automation-library", about: "all modules of a checkout" },
    { line: "modules remove http", about: "says first which playbooks use it" },
  ],
  online: true,
  run: async ({ words: [verb, ...names], values, client, answer, io, environment }) => {
    const server = await client();
    switch (verb) {
      case undefined: {
        const rows = await server.modules.list.query();
        answer(rows, () => tellModules(rows));
        return EXIT.ok;
      }
      case "add": {
        if (names.length === 0) throw new CliError(EXIT.usage, "Which module? Give its folder or its zip.");
        const paths = names.map((name) => resolve(environment.workingFolder, name));
        const { added, code } = await addAll(server, paths, io.warn);
        answer(added, () => added.map(tellAdded).join("\n"));
        return code;
      }
      case "remove": {
        const [name] = names;
        if (name === undefined || names.length > 1)
          throw new CliError(EXIT.usage, "Which module? Give its name.");
        const found = (await server.modules.list.query()).find((one) => one.name === name || one.id === name);
        if (found !== undefined && found.usedBy.length > 0 && values.force !== true)
          throw new CliError(EXIT.refused, whoUses(found));
        const removed = await server.modules.remove.mutate({ name });
        answer(removed, () => `module ${removed.name}: removed`);
        return EXIT.ok;
      }
      default:
        throw new CliError(EXIT.usage, `modules knows add and remove, and not ${verb}.`);
    }
  },
});

/** One that cannot be added keeps none of the others away. */
async function addAll(
  server: Client,
  paths: readonly string[],
  warn: (text: string) => void,
): Promise<{ readonly added: readonly Added[]; readonly code: ExitCode }> {
  const found = (await Promise.all(paths.map(modulesAt))).flat();
  const added: Added[] = [];
  let code: ExitCode = EXIT.ok;
  for (const read of found) {
    try {
      const { files } = await read();
      added.push(await server.modules.add.mutate({ files: [...files] }));
    } catch (error) {
      if (found.length === 1) throw error;
      if (isAway(error) || !(error instanceof Error)) throw error;
      warn(`${error.message}\n`);
      code = EXIT.failed;
    }
  }
  return { added, code };
}

function tellAdded({ name, version, changed, actions, triggers, connectors, warnings }: Added): string {
  const brought = [
    count(actions.length, "action"),
    ...(triggers.length === 0 ? [] : [count(triggers.length, "trigger")]),
  ].join(", ");
  const left = connectors.length === 0 ? "" : `; not run here: ${connectors.join(", ")}`;
  const said = `module ${name}: version ${version}${changed ? "" : " (unchanged)"}, ${brought}${left}`;
  return [said, ...warnings.map((warning) => `  warning: ${warning}`)].join("\n");
}

function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? "" : "s"}`;
}

function tellModules(rows: Listed): string {
  if (rows.length === 0) return "No module. riposte modules --help shows how to add one.";
  return table(
    ["module", "name", "release", "version", "actions", "triggers", "python", "used by"],
    rows.map((row) => [
      row.name,
      row.title,
      row.release,
      String(row.version),
      String(row.actions.length),
      String(row.triggers.length),
      row.python ?? "3",
      String(row.usedBy.length),
    ]),
  );
}

function whoUses({ name, usedBy }: Listed[number]): string {
  const users = usedBy.map((user) => `${user.name} (${user.steps.map((step) => step.name).join(", ")})`);
  return `${name} is used by ${users.join("; ")}. Those go on with the version that they were published with, and cannot be published again without it. Say --force to remove it all the same.`;
}
