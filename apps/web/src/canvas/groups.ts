import type { DraftEdge, DraftGraph, DraftNode, Operation } from "@riposte/draft";
import { edgeKey, freeName, newNode } from "@riposte/draft";
import { newStepId } from "./new-step-id.ts";
import { loopsAround, parentOf, withBodies } from "./blocks.ts";
import type { Box } from "./frames.ts";
import { framesOf, union } from "./frames.ts";
import type { Point } from "./measures.ts";
import { freeTitle, titleOf } from "./node-fields.ts";
import { counted } from "./plain-line.ts";

/** Around the steps of a group; at the top is its title. */
const ROOM = { side: 16, top: 40 };
const NAMED = 4;

/** A group is a note that holds steps; of each step the first one counts. */
export function groupsOf({ nodes }: Pick<DraftGraph, "nodes">): ReadonlyMap<string, readonly DraftNode[]> {
  const holders = nodes.filter((node) => node.kind === "note" && Array.isArray(node["holds"]));
  if (holders.length === 0) return new Map();
  const free = new Map(nodes.map((node) => [node.id, node]));
  return new Map(
    holders.flatMap((holder): [string, DraftNode[]][] => {
      const held = (holder["holds"] as readonly unknown[]).flatMap((id) => {
        const node = free.get(String(id));
        return node === undefined || node.kind === "note" || !free.delete(node.id) ? [] : [node];
      });
      return held.length === 0 ? [] : [[holder.id, held]];
    }),
  );
}

/** The group that holds the step, or a loop around it; null: none. */
export function groupAround(graph: DraftGraph, id: string): string | null {
  const groups = groupsOf(graph);
  if (groups.size === 0) return null;
  const ids = new Set([id, ...loopsAround(graph, id).map((loop) => loop.id)]);
  for (const [group, held] of groups) if (held.some((node) => ids.has(node.id))) return group;
  return null;
}

/** The steps, and of groups among them all that they hold. */
export function withHeld(graph: DraftGraph, ids: ReadonlySet<string>): ReadonlySet<string> {
  const held = [...groupsOf(graph)].filter(([id]) => ids.has(id)).flatMap(([, steps]) => steps);
  return held.length === 0 ? ids : withBodies(graph, new Set([...ids, ...held.map(({ id }) => id)]));
}

/** Where each group is drawn around its steps; a loop counts with its frame. */
export function groupBoxes(graph: DraftGraph): ReadonlyMap<string, Box> {
  const groups = groupsOf(graph);
  if (groups.size === 0) return new Map();
  const { unitOf } = framesOf(graph);
  return new Map(
    [...groups].map(([id, held]) => {
      const { x, y, width, height } = union(held.map(unitOf));
      const [across, down] = [width + 2 * ROOM.side, height + ROOM.top + ROOM.side];
      return [id, { x: x - ROOM.side, y: y - ROOM.top, width: across, height: down }];
    }),
  );
}

/**
 * The graph as it is drawn: a folded group is one card that everything leads to, and comes from, that its steps are
 * connected with; of one that is open only its steps are there.
 */
export function shownGraph(graph: DraftGraph, folded: ReadonlySet<string>): DraftGraph {
  const groups = groupsOf(graph);
  if (groups.size === 0) return graph;
  const boxes = groupBoxes(graph);
  const stands = new Map<string, string>();
  for (const [group, held] of groups) {
    if (!folded.has(group)) continue;
    for (const id of withBodies(graph, new Set(held.map((node) => node.id)))) stands.set(id, group);
  }
  const nodes = graph.nodes.flatMap((node): DraftNode[] => {
    const held = groups.get(node.id);
    const box = boxes.get(node.id);
    if (held === undefined || box === undefined) return stands.has(node.id) ? [] : [node];
    if (!folded.has(node.id)) return [];
    const parent = held.map(parentOf).find((id) => id !== null && !stands.has(id));
    // Where the first of its steps stand, so that what leads there goes straight on.
    const position = { x: box.x + ROOM.side, y: box.y + ROOM.top };
    const card = { ...node, position, note: heldWords(held), standsFor: true };
    return [parent === undefined || parent === null ? card : { ...card, parent }];
  });
  const edges = new Map<string, DraftEdge>();
  for (const edge of graph.edges) {
    const [from, to] = [stands.get(edge.from), stands.get(edge.to)];
    if (from !== undefined && from === to) continue;
    const drawn =
      from === undefined && to === undefined
        ? edge
        : { from: from ?? edge.from, port: from === undefined ? edge.port : "default", to: to ?? edge.to };
    edges.set(edgeKey(drawn), drawn);
  }
  return { ...graph, nodes, edges: [...edges.values()] };
}

function heldWords(held: readonly DraftNode[]): string {
  const names = held.slice(0, NAMED).map(titleOf).join(", ");
  return `${counted(held.length, "step")}: ${names}${held.length > NAMED ? "…" : ""}`;
}

/** A card that stands for the steps of a folded group: it has no way in or out of its own. */
export function standsForSteps(node: DraftNode): boolean {
  return node["standsFor"] === true;
}

/** Moves of all that a folded group holds, as far as its card was moved. */
export function movesOfHeld(
  graph: DraftGraph,
  shown: DraftGraph,
  cards: ReadonlyMap<string, Point>,
): readonly Operation[] {
  const byId = new Map(graph.nodes.map((node) => [node.id, node]));
  return shown.nodes.filter(standsForSteps).flatMap((card) => {
    const to = cards.get(card.id);
    const from = card.position;
    if (to === undefined || from === undefined) return [];
    return [...withHeld(graph, new Set([card.id]))].map((node): Operation => {
      const at = byId.get(node)?.position ?? { x: 0, y: 0 };
      return { op: "move", node, x: at.x + to.x - from.x, y: at.y + to.y - from.y };
    });
  });
}

export interface Grouped {
  readonly id: string;
  readonly operations: readonly Operation[];
}

/** What puts the steps into a group of their own, out of any that they were in. Null: there is none among them. */
export function groupSteps(graph: DraftGraph, ids: ReadonlySet<string>): Grouped | null {
  const held = graph.nodes.filter((node) => ids.has(node.id) && node.kind !== "note");
  if (held.length === 0) return null;
  const chosen = held.map((node) => node.id);
  const id = newStepId();
  const fields = { label: freeTitle(graph, "Group"), holds: chosen };
  const { x, y } = held[0]?.position ?? { x: 0, y: 0 };
  const node = newNode("note", { id, name: freeName(graph, "group"), position: { x, y }, fields });
  const left = [...groupsOf(graph)].flatMap(([group, steps]): Operation[] => {
    const rest = steps.filter((step) => !ids.has(step.id)).map((step) => step.id);
    return rest.length === steps.length ? [] : [{ op: "set", node: group, field: ["holds"], value: rest }];
  });
  return { id, operations: [...left, { op: "add_node", node }] };
}
