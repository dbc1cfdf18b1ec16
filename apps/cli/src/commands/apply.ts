import { applyDocuments } from "../apply-documents.ts";
import type { Applied } from "../apply-documents.ts";
import { defineCommand } from "../command.ts";
import { describeDiagnostics } from "../diagnostics.ts";
import { loadDocuments } from "../documents/load-documents.ts";
import { EXIT } from "../exit-codes.ts";

export const apply = defineCommand({
  usage: "apply FILE… [--publish] [--enable] [--message TEXT]",
  about:
    "Creates or updates what the files hold, by name: YAML or JSON, several documents a file with ---. All of it\n" +
    "is applied or, when anything is refused, nothing; connectors count first, then actions, then playbooks.\n\n" +
    "  kind: connector   name, type, settings, secrets: {field: text | {env: NAME} | {file: PATH}}\n" +
    "  kind: action      name, description, script: file.py (or source), entry: main | plain,\n" +
    "                    effect: read | write | notify, idempotent, arguments and result (JSON Schema),\n" +
    "                    connector, timeout (seconds), memory (MB)\n" +
    "  kind: playbook    name, description, folder, tags, enabled, graph: {nodes, edges}\n" +
    "  kind: limit       name (of an action that is built in), limit\n\n" +
    "The first three have limit too: {atOnce: 3, rate: {count: 100, seconds: 3600}}, or null, which lifts it.\n\n" +
    "A playbook is saved as a draft; --publish makes it a version that its trigger runs.\n\n" +
    "docs/playbook-format.md has every kind of step with its fields; riposte export NAME shows what was drawn.",
  words: [1, 1_000],
  options: {
    publish: { type: "boolean", about: "publish the playbooks; nothing is applied if one does not compile" },
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
    const applied = await applyDocuments(await client(), loaded, {
      publish: values.publish === true,
      enable: values.enable === true,
      message: values.message,
    });
    const { connectors, actions, playbooks, limits, warnings, older } = applied;
    answer(applied, () =>
      [
        ...connectors.map(
          ({ name, created, changed }) =>
            `connector ${name}: ${created ? "created" : changed ? "updated" : "as it was"}`,
        ),
        ...actions.map(
          (action) => `action ${action.name}: version ${action.version}${unlessChanged(action.changed)}`,
        ),
        ...playbooks.flatMap((playbook) => tellPlaybook(playbook)),
        ...limits.map(({ name, changed }) => `limit of ${name}: ${changed ? "set" : "as it was"}`),
        ...warnings.map((warning) => `warning: ${warning}`),
        ...older.map(tellOlder),
      ].join("\n"),
    );
    return EXIT.ok;
  },
});

function tellPlaybook(playbook: Applied["playbooks"][number]): string[] {
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

function tellOlder({ playbook, script, runs, newest }: Applied["older"][number]): string {
  return (
    `playbook ${playbook} still runs version ${runs} of ${script}, as it was published: ` +
    `publish it again (riposte publish ${JSON.stringify(playbook)}) to use version ${newest}`
  );
}

function unlessChanged(changed: boolean): string {
  return changed ? "" : " (unchanged)";
}
