import { draftGraph, freeName, standsInItself } from "@riposte/draft";
import type { DraftEdge, DraftGraph, DraftNode, Operation } from "@riposte/draft";
import { issueInWords, MOST_STEPS, wordsOf } from "@riposte/plan";
import type { JsonObject } from "@riposte/plan";
import { z } from "zod";
import { newStepId } from "./new-step-id.ts";
import { isLoop, parentOf, withBodies } from "./blocks.ts";
import { frameAt, framesOf } from "./frames.ts";
import { withHeld } from "./groups.ts";
import { nodeOf } from "./graph-questions.ts";
import type { Point } from "./measures.ts";
import { freeTitle, LONGEST_TITLE, textOf, titleOf } from "./node-fields.ts";
import { placedBeside } from "./pasted-places.ts";
import { counted } from "./plain-line.ts";
import { withRoom } from "./push-apart.ts";
import { renameReferences } from "./rename-references.ts";

/** As steps lie on the clipboard, as text: readable, and good for a file, a chat, another playbook. */
const copied = z.object({
  nodes: z.array(z.unknown()).min(1),
  edges: z.array(z.unknown()).default([]),
});

/** Loops go with their bodies, groups with what they hold. */
export function copyText(graph: DraftGraph, chosen: ReadonlySet<string>): string {
  const ids = withBodies(graph, withHeld(graph, chosen));
  const nodes = graph.nodes.filter(({ id }) => ids.has(id));
  const edges = graph.edges.filter(({ from, to }) => ids.has(from) && ids.has(to));
  return JSON.stringify({ riposte: "steps", nodes, edges }, null, 2);
}

export interface Pasted {
  readonly label: string;
  readonly operations: readonly Operation[];
  readonly ids: readonly string[];
  /** What was left out, and why. */
  readonly refused: readonly string[];
}

/** Steps under ids and names of their own; what they say of each other goes along. Null: the text holds no steps. */
export function pasteText(graph: DraftGraph, text: string, at: Point | null): Pasted | null {
  const parsed = copied.safeParse(parseJson(text));
  if (!parsed.success) return null;
  const { nodes, refused } = readNodes(graph, parsed.data.nodes);
  const ids = new Map<string, string>();
  const renames = new Map<string, string>();
  let names = graph;
  const named = nodes.map((node) => {
    const id = newStepId();
    const name = freeName(names, node.name);
    // Without a title of its own it is called by its name.
    const title = textOf(node, "label").trim() === "" ? {} : { label: freeTitle(names, titleOf(node)) };
    names = { ...names, nodes: [...names.nodes, { id, kind: node.kind, name, ...title }] };
    ids.set(node.id, id);
    if (name !== node.name) renames.set(node.name, name);
    return { node, id, name, title };
  });
  const target = at === null ? null : frameAt(framesOf(graph), at, new Set());
  // Pasted beside where it came from it stands in the same loop, if that is there.
  const rootParent = (node: DraftNode) =>
    at !== null ? target : isLoop(nodeOf(graph, parentOf(node))) ? parentOf(node) : null;
  const edges = readEdges(parsed.data.edges, ids);
  const circle = new Map(nodes.map((node) => [node.id, node]));
  const bare = named.map(({ node, id, name, title }) => {
    const { parent: _parent, ...rest } = renameReferences(node, renames) as JsonObject;
    const fields = withHolds(rest, ids);
    const inner = standsInItself(circle, node.id) ? undefined : ids.get(parentOf(node) ?? "");
    const parent = node.kind === "trigger" ? null : (inner ?? rootParent(node));
    return { ...fields, ...(parent === null ? {} : { parent }), ...title, id, name } as unknown as DraftNode;
  });
  const fresh = placedBeside(graph, { schema: 1, nodes: bare, edges }, { at, block: target });
  return {
    label: `Paste ${counted(fresh.length, "step")}`,
    operations: withRoom(graph, [
      ...fresh.map((node): Operation => ({ op: "add_node", node })),
      ...edges.map((edge): Operation => ({ op: "add_edge", edge })),
    ]),
    ids: fresh.map(({ id }) => id),
    refused,
  };
}

/** A group that is pasted holds those that are pasted with it. */
function withHolds({ holds, ...fields }: JsonObject, ids: ReadonlyMap<string, string>): JsonObject {
  if (!Array.isArray(holds)) return holds === undefined ? fields : { ...fields, holds };
  return { ...fields, holds: holds.flatMap((id) => ids.get(String(id)) ?? []) };
}

function readNodes(graph: DraftGraph, given: readonly unknown[]) {
  const refused: string[] = [];
  const nodes: DraftNode[] = [];
  let hasTrigger = graph.nodes.some(({ kind }) => kind === "trigger");
  for (const [at, value] of given.entries()) {
    const { data, error } = draftGraph.safeParse({ nodes: [value], edges: [] });
    const node = data?.nodes[0];
    if (node === undefined) {
      const fault = error?.issues[0];
      const field = fault?.path.slice(2).join(".") ?? "";
      const why = fault === undefined ? "is not as it must be" : issueInWords(fault);
      refused.push(`Step ${at + 1} cannot be pasted: ${field === "" ? "it" : `"${wordsOf(field)}"`} ${why}.`);
    } else if (nodes.some(({ id }) => id === node.id)) {
      refused.push(`"${titleOf(node)}" has the id of another step.`);
    } else if (titleOf(node).length > LONGEST_TITLE) {
      refused.push(
        `Step ${at + 1} cannot be pasted: its title is longer than ${LONGEST_TITLE} letters ("${titleOf(node).slice(0, 40)}…").`,
      );
    } else if (node.kind === "trigger" && hasTrigger) {
      refused.push(`"${titleOf(node)}" is a trigger, and a playbook has only one.`);
    } else if (graph.nodes.length + nodes.length >= MOST_STEPS) {
      refused.push(
        `"${titleOf(node)}" is one too many: a playbook has at most ${counted(MOST_STEPS, "step")}.`,
      );
    } else {
      hasTrigger ||= node.kind === "trigger";
      nodes.push(node);
    }
  }
  return { nodes, refused };
}

function readEdges(given: readonly unknown[], ids: ReadonlyMap<string, string>): DraftEdge[] {
  const seen = new Set<string>();
  return given.flatMap((value) => {
    const written = { port: "default", ...(value as object) };
    const edge = draftGraph.safeParse({ nodes: [], edges: [written] }).data?.edges[0];
    const [from, to] = [ids.get(edge?.from ?? ""), ids.get(edge?.to ?? "")];
    if (edge === undefined || from === undefined || to === undefined) return [];
    const key = `${from} ${to} ${edge.port}`;
    if (seen.has(key)) return [];
    seen.add(key);
    return [{ from, port: edge.port, to }];
  });
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
