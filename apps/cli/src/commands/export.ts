import { dataOf } from "@riposte/plan";
import type { JsonValue } from "@riposte/plan";
import { encodeData, fromPlain } from "@riposte/template";
import type { Data } from "@riposte/template";
import { stringify } from "yaml";
import { CliError } from "../cli-error.ts";
import type { Client } from "../client.ts";
import { defineCommand } from "../command.ts";
import type { Call, Options } from "../command.ts";
import { yamlOf } from "../documents/yaml-data.ts";
import { EXIT } from "../exit-codes.ts";

export const exportDocuments = defineCommand({
  usage: "export [NAME…] [--json] [--format FORMAT]",
  about:
    "Writes documents that apply reads, to stdout as YAML: the playbooks of these names, with the actions they use;\n" +
    "without a name everything. Secrets are never written: connectors that are applied without them keep theirs.\n" +
    "As CACAO 2.0 one playbook is written, as JSON; riposte import reads it back.",
  words: [0, 1_000],
  options: {
    format: { type: "string", value: "FORMAT", about: "riposte, unless told, or cacao: CACAO 2.0" },
  },
  examples: [
    { line: "export > riposte.yaml", about: "everything, to keep in a repository" },
    { line: "export 'Suspicious sign-in'", about: "one playbook and its scripts" },
    { line: "export 'Suspicious sign-in' --format cacao", about: "one playbook for other products" },
  ],
  online: true,
  run: async ({ words, values, client, json, io }) => {
    const { format = "riposte" } = values;
    if (format !== "riposte") return writeAs(format, { words, client, io });
    const server = await client();
    const playbooks = await readPlaybooks(server, words);
    const actions = await readActions(server, words.length === 0 ? null : actionsUsedBy(playbooks));
    const connectors = words.length === 0 ? await readConnectors(server) : [];
    const documents = await withLimits(server, [...connectors, ...actions, ...playbooks], words.length === 0);
    if (documents.length === 0) throw new CliError(EXIT.notFound, "There is nothing to export.");
    // Raw, not made harmless: it is data, and the files are to be the same when they come back.
    const data = documents.map(dataOfDocument);
    if (json) io.write(`${encodeData(data)}\n`);
    else io.write(data.map((document) => stringify(yamlOf(document), { lineWidth: 110 })).join("---\n"));
    return EXIT.ok;
  },
});

/** Raw, too. */
async function writeAs(
  format: string,
  { words, client, io }: Pick<Call<Options>, "words" | "client" | "io">,
) {
  const [name] = words;
  if (format !== "cacao") throw new CliError(EXIT.usage, `--format is riposte or cacao, not ${format}.`);
  if (name === undefined || words.length > 1)
    throw new CliError(EXIT.usage, "--format cacao writes one playbook: give its name.");
  io.write((await (await client()).playbooks.exportCacao.query({ name })).text);
  return EXIT.ok;
}

/** A graph holds what its author wrote in a form of its own. */
function dataOfDocument(document: object): Data {
  const members = Object.entries(document).filter(([, value]) => value !== undefined);
  return new Map(
    members.map(([key, value]: [string, unknown]) => [
      key,
      key === "graph" ? dataOf(value as JsonValue) : fromPlain(value),
    ]),
  );
}

async function readPlaybooks(server: Client, names: readonly string[]) {
  const wanted = names.length > 0 ? names : (await server.playbooks.list.query()).map(({ name }) => name);
  const documents = [];
  for (const name of wanted) {
    const { folder, tags, ...playbook } = await server.playbooks.export.query({ name });
    documents.push({ kind: "playbook" as const, ...playbook, ...shelf(folder, tags) });
  }
  return documents;
}

/** What stands at the top, under no tag, says nothing of it. */
function shelf(folder: string, tags: readonly string[]) {
  return { ...(folder === "" ? {} : { folder }), ...(tags.length === 0 ? {} : { tags }) };
}

async function readActions(server: Client, wanted: ReadonlySet<string> | null) {
  const documents = [];
  for (const { name, key, further } of await server.actions.list.query()) {
    if (wanted !== null && ![key, ...further].some((each) => wanted.has(each))) continue;
    const { description, definition, source, scripts } = await server.actions.get.query({ name });
    const { timeoutSeconds, memoryMb, kind: palette, ...rest } = definition;
    documents.push({
      kind: "action",
      name,
      description,
      ...written(rest),
      palette,
      timeout: timeoutSeconds,
      memory: memoryMb,
      source,
      ...(scripts.length === 0
        ? {}
        : { scripts: scripts.map(({ key: _key, scriptHash: _hash, ...script }) => written(script)) }),
    });
  }
  return documents;
}

interface Saved {
  readonly form?: "signature" | undefined;
  readonly environment?: string | undefined;
  readonly arguments: object;
  readonly result: unknown;
}

/** What the signature says, and what follows from the requirements, is not said again. */
function written<D extends Saved>({ form, environment: _of, arguments: asked, result, ...rest }: D) {
  return form === "signature" ? rest : { ...rest, arguments: asked, result };
}

async function readConnectors(server: Client) {
  const rows = await server.connectors.list.query();
  return rows.map(({ name, type, settings, runnerGroup }) => ({
    kind: "connector",
    name,
    type,
    settings,
    ...(runnerGroup === null ? {} : { runnerGroup }),
  }));
}

interface Limited {
  readonly kind: string;
  readonly name: string;
}

/** Each with its own; those of built-in actions, which have no document, in one of theirs. */
async function withLimits(server: Client, documents: readonly Limited[], isAll: boolean): Promise<object[]> {
  const limits = (await server.limits.list.query()).map(({ kind, name, target, atOnce, rate }) => ({
    kind,
    name: kind === "action" ? target.replace(/^script\.(\w+)$/, "$1") : name,
    /** A further script has no document either. */
    isBuiltIn: kind === "action" && !/^script\.\w+$/.test(target),
    limit: { ...(atOnce === null ? {} : { atOnce }), ...(rate === null ? {} : { rate }) },
  }));
  const own = documents.map((document) => {
    const found = limits.find(
      ({ kind, name, isBuiltIn }) => !isBuiltIn && kind === document.kind && name === document.name,
    );
    return found === undefined ? document : { ...document, limit: found.limit };
  });
  const builtIn = limits.filter(({ isBuiltIn }) => isAll && isBuiltIn);
  return [...builtIn.map(({ name, limit }) => ({ kind: "limit", name, limit })), ...own];
}

function actionsUsedBy(playbooks: readonly { readonly graph?: unknown }[]): Set<string> {
  const used = new Set<string>();
  for (const { graph } of playbooks) {
    const { nodes } = graph as { nodes: readonly { action?: string }[] };
    for (const { action } of nodes) if (action !== undefined) used.add(action);
  }
  return used;
}
