import type { DraftGraph } from "@riposte/draft";
import { fromPlain } from "@riposte/template";
import type { Data, DataMap } from "@riposte/template";
import { writeJson } from "../json/write-json.ts";
import { AGENT_ID, CREATOR, LAYOUT, RIPOSTE, playbookId } from "./ids.ts";
import { foreignPlaybook } from "./kept.ts";
import { Workflow } from "./workflow.ts";

export interface CacaoExport {
  readonly name: string;
  readonly description: string;
  readonly folder: string;
  readonly tags: readonly string[];
  readonly graph: DraftGraph;
  /** ISO 8601. */
  readonly created: string;
  readonly modified: string;
}

/** A playbook of CACAO 2.0 as JSON text. What came from such a file and was not changed here is as it was there. */
export function writeCacao(playbook: CacaoExport): string {
  return `${writeJson(playbookOf(playbook))}\n`;
}

function playbookOf({ name, description, folder, tags, graph, created, modified }: CacaoExport): DataMap {
  const kept = foreignPlaybook(graph);
  const { steps, start } = new Workflow(graph).write();
  const own: readonly (readonly [string, Data])[] = [
    ["type", "playbook"],
    ["spec_version", "cacao-2.0"],
    ["id", kept.get("id") ?? playbookId(name)],
    ["name", name],
    ["description", description],
    ["created_by", kept.get("created_by") ?? CREATOR],
    ["created", kept.get("created") ?? created],
    ["modified", modified],
    ["labels", [...tags]],
    ["workflow_start", start],
    ["workflow", steps],
    ["agent_definitions", withMembers(kept.get("agent_definitions"), agentsUsed(steps))],
    ["extension_definitions", withMembers(kept.get("extension_definitions"), DEFINITIONS)],
    [
      "playbook_extensions",
      withMembers(kept.get("playbook_extensions"), new Map([[RIPOSTE, extensionOf(graph, folder)]])),
    ],
  ];
  // Lists and texts that hold nothing may not stand in CACAO.
  const said = own.filter(
    ([, value]) =>
      value !== "" &&
      !(Array.isArray(value) && value.length === 0) &&
      !(value instanceof Map && value.size === 0),
  );
  return new Map(
    [...kept, ...said].filter(
      ([key]) => said.some(([one]) => one === key) || !own.some(([one]) => one === key),
    ),
  );
}

function withMembers(kept: Data | undefined, more: DataMap): DataMap {
  return new Map([...(kept instanceof Map ? kept : []), ...more]);
}

function agentsUsed(steps: DataMap): DataMap {
  const isUsed = [...steps.values()].some((step) => step instanceof Map && step.get("agent") === AGENT_ID);
  return isUsed
    ? new Map([
        [
          AGENT_ID,
          new Map([
            ["type", "individual"],
            ["name", "Riposte"],
          ]),
        ],
      ])
    : new Map();
}

/** The whole graph, since CACAO has no form for some of it; folders it does not know either. */
function extensionOf(graph: DraftGraph, folder: string): DataMap {
  const shelf: readonly (readonly [string, Data])[] = folder === "" ? [] : [["folder", folder]];
  return new Map<string, Data>([["type", "riposte"], ...shelf, ["graph", fromPlain(graph)]]);
}

const DEFINITIONS: DataMap = new Map([
  [
    LAYOUT,
    definition(
      "CACAO layout",
      "Where steps stand in the drawing.",
      "https://docs.oasis-open.org/cacao/layout/v1.0/layout-v1.0.html",
    ),
  ],
  [RIPOSTE, definition("Riposte", "The playbook as Riposte draws and runs it.", "docs/import-export.md")],
]);

function definition(name: string, description: string, schema: string): DataMap {
  return new Map<string, Data>([
    ["type", "extension-definition"],
    ["name", name],
    ["description", description],
    ["created_by", CREATOR],
    ["schema", schema],
    ["version", "1.0.0"],
  ]);
}
