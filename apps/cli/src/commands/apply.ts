import type { Client } from "../client.ts";
import { defineCommand } from "../command.ts";
import { describeDiagnostics } from "../diagnostics.ts";
import { loadDocuments } from "../documents/load-documents.ts";
import type { Loaded } from "../documents/load-documents.ts";
import { EXIT } from "../exit-codes.ts";

export const apply = defineCommand({
  usage: "apply FILE… [--publish] [--enable] [--message TEXT]",
  about:
    "Creates or updates what the files hold, by name: YAML or JSON, several documents a file with ---. All files are\n" +
    "checked before anything is sent; connectors go first, then actions, then playbooks.\n\n" +
    "  kind: connector   name, type, settings, secrets: {field: text | {env: NAME} | {file: PATH}}\n" +
    "  kind: action      name, description, script: file.py (or source), entry: main | plain,\n" +
    "                    effect: read | write | notify, idempotent, arguments and result (JSON Schema),\n" +
    "                    connector, timeout (seconds), memory (MB)\n" +
    "  kind: playbook    name, description, enabled, graph: {nodes, edges}\n\n" +
    "A playbook is saved as a draft; --publish makes it a version that its trigger runs.",
  words: [1, 1_000],
  options: {
    publish: { type: "boolean", about: "publish the playbooks; nothing is, if one does not compile" },
    enable: { type: "boolean", about: "switch them on, whatever the document says" },
    message: { type: "string", value: "TEXT", about: "what changed, for the list of versions" },
  },
  examples: [
    { line: "apply playbook.yaml", about: "save the draft and see what the compiler says" },
    { line: "apply *.yaml --publish --enable", about: "make it run" },
    { line: "export | riposte apply - --publish", about: "from one server to another" },
  ],
  online: true,
  run: async ({ words, values, client, answer, io, environment }) => {
    const loaded = await loadDocuments(words, { io, environment });
    const server = await client();
    const connectors = await applyConnectors(server, loaded.connectors);
    const actions = await applyActions(server, loaded.actions);
    const playbooks = await applyPlaybooks(server, loaded.playbooks, {
      publish: values.publish === true,
      enable: values.enable === true,
      message: values.message,
    });
    answer({ connectors, actions, playbooks }, () =>
      [
        ...connectors.map(({ name, created }) => `connector ${name}: ${created ? "created" : "updated"}`),
        ...actions.map(
          (action) => `action ${action.name}: version ${action.version}${unlessChanged(action.changed)}`,
        ),
        ...playbooks.flatMap((playbook) => tellPlaybook(playbook)),
      ].join("\n"),
    );
    return EXIT.ok;
  },
});

async function applyConnectors(server: Client, connectors: Loaded["connectors"]) {
  const applied = [];
  for (const connector of connectors) {
    const { name, type, settings, secrets } = connector;
    applied.push(await placed(connector, server.connectors.save.mutate({ name, type, settings, secrets })));
  }
  return applied;
}

async function applyActions(server: Client, actions: Loaded["actions"]) {
  const applied = [];
  for (const document of actions) {
    const { kind: _kind, file: _file, timeout, memory, ...action } = document;
    const definition = { ...action, timeoutSeconds: timeout, memoryMb: memory };
    applied.push(await placed(document, server.actions.save.mutate(definition)));
  }
  return applied;
}

async function applyPlaybooks(
  server: Client,
  playbooks: Loaded["playbooks"],
  wish: { readonly publish: boolean; readonly enable: boolean; readonly message: string | undefined },
) {
  const applied = [];
  for (const playbook of playbooks) {
    const { name, description, graph, enabled } = playbook;
    const { publish, message } = wish;
    const enable = wish.enable ? true : enabled;
    const input = { name, description, graph, publish, enable, message };
    applied.push(await placed(playbook, server.playbooks.save.mutate(input)));
  }
  return applied;
}

/** What the server refuses is said with file and document. */
async function placed<T>(
  { file, kind, name }: { readonly file: string; readonly kind: string; readonly name: string },
  saving: Promise<T>,
): Promise<T> {
  try {
    return await saving;
  } catch (error) {
    if (error instanceof Error) error.message = `${file}: ${kind} "${name}": ${error.message}`;
    throw error;
  }
}

type AppliedPlaybook = Awaited<ReturnType<typeof applyPlaybooks>>[number];

function tellPlaybook(playbook: AppliedPlaybook): string[] {
  const { name, publishedVersion, enabled, changed, hook, diagnostics } = playbook;
  const version = publishedVersion === null ? "draft, not published" : `version ${publishedVersion}`;
  return [
    `playbook ${name}: ${version}, ${enabled ? "on" : "off"}${unlessChanged(changed)}`,
    ...(hook === null
      ? []
      : [`  webhook ${hook}: riposte hook ${JSON.stringify(name)} --curl shows how to call it`]),
    ...describeDiagnostics(diagnostics),
  ];
}

function unlessChanged(changed: boolean): string {
  return changed ? "" : " (unchanged)";
}
