import { compileDraft, draftGraph, valueAt } from "@riposte/draft";
import type { DraftGraph, DraftNode } from "@riposte/draft";
import { MOST_STEPS } from "@riposte/plan";
import type { Catalogue, Diagnostic } from "@riposte/plan";
import { readCacao } from "./cacao/read-cacao.ts";
import { checkGraph } from "./check-graph.ts";
import { Fault } from "./fault.ts";
import { formatOf } from "./format.ts";
import type { Format } from "./format.ts";
import type { FoundPlaybook } from "./found-playbook.ts";
import { readJson } from "./json/read-json.ts";
import { readOwn } from "./own/read-own.ts";
import type { ReportEntry } from "./report.ts";
import { inOrder } from "./report.ts";
import { pathOf } from "./settled.ts";
import { readSekoia } from "./sekoia/read-sekoia.ts";

/** Longest file that is read, in characters. */
export const MOST_CHARACTERS = 4 * 1_048_576;

export interface Imported {
  readonly format: Format;
  readonly name: string;
  readonly description: string;
  /** Empty: at the top. */
  readonly folder: string;
  readonly tags: readonly string[];
  readonly graph: DraftGraph;
  /** What is missing comes first; within a weight as the steps stand in the file. */
  readonly report: readonly ReportEntry[];
  /** What the compiler says of the graph. */
  readonly diagnostics: readonly Diagnostic[];
}

/** What reads each format. */
const READERS: Readonly<
  Record<Format, (root: Parameters<typeof readOwn>[0], catalogue: Catalogue) => FoundPlaybook>
> = {
  riposte: readOwn,
  sekoia: readSekoia,
  cacao: readCacao,
};

const BEGINS_AS_JSON = /^\s*[[{"\-0-9tfn]/;

/**
 * From the text of a file to a draft: nothing is stored, called or connected by it.
 * @throws Fault with the line and the reason, where nothing can be made of it
 */
export function importPlaybook(text: string, catalogue: Catalogue): Imported {
  if (text.length > MOST_CHARACTERS) {
    const [size, most] = [text.length, MOST_CHARACTERS].map((each) => Math.ceil(each / 1_048_576));
    throw new Fault(`the file has ${size} MB, and ${most} MB is the most.`, null);
  }
  if (text.trim() === "") throw new Fault("the file is empty.", null);
  if (looksLikeYaml(text))
    throw new Fault('this is YAML. "riposte apply FILE" makes or changes the playbook that it describes.', 1);
  if (!BEGINS_AS_JSON.test(text)) throw new Fault("this is no JSON.", 1);
  const { format, root } = formatOf(readJson(text));
  const found = READERS[format](root, catalogue);
  const { name, description, folder, tags, graph, lineOfNode } = found;
  if (graph.nodes.length > MOST_STEPS)
    throw new Fault(`the playbook has ${graph.nodes.length} steps, and ${MOST_STEPS} is the most.`, null);
  checkGraph(graph, {
    ofNode: (at) => lineOfNode(graph.nodes[at]?.id ?? ""),
    ofEdge: (at) => lineOfNode(graph.edges[at]?.from ?? ""),
  });
  checkShape(graph, lineOfNode);
  const { diagnostics } = compileDraft(graph, { name, catalogue });
  const steps = new Map(graph.nodes.map((node) => [node.id, node]));
  const report = inOrder(found.report.map((entry) => withLeft(entry, steps)));
  return { format, name, description, folder, tags, graph, report, diagnostics };
}

/** An entry about a field is open as long as that holds what the import put there. */
function withLeft(entry: ReportEntry, steps: ReadonlyMap<string, DraftNode>): ReportEntry {
  if (entry.weight === "same" || entry.field === undefined || entry.left !== undefined) return entry;
  return { ...entry, left: valueAt(steps.get(entry.node ?? ""), pathOf(entry.field)) ?? null };
}

/** What no draft could hold, however it came into the file: a value that is nested too deeply, above all. */
function checkShape(graph: DraftGraph, lineOfNode: FoundPlaybook["lineOfNode"]): void {
  const parsed = draftGraph.safeParse(graph);
  const [issue] = parsed.error?.issues ?? [];
  if (issue === undefined) return;
  const [list, at, ...inside] = issue.path;
  const id = list === "nodes" ? graph.nodes[Number(at)]?.id : graph.edges[Number(at)]?.from;
  throw new Fault(
    `the step ${id ?? ""}: ${[...inside.map(String), issue.message].join(" ")}.`,
    lineOfNode(id ?? ""),
  );
}

/** Its first line that says anything begins with the name of a field, as in what `riposte apply` takes. */
function looksLikeYaml(text: string): boolean {
  const first = text
    .slice(0, 10_000)
    .split("\n")
    .find((line) => !/^\s*(#|---|$)/.test(line));
  return /^\w+\s*:/.test(first ?? "");
}
