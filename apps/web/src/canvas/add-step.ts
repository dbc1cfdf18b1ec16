import type { DraftEdge, DraftGraph, DraftNode, Operation } from "@riposte/draft";
import { freeName, newNode } from "@riposte/draft";
import type { Place } from "./canvas-context.ts";
import type { Choice } from "./choices.ts";
import { leadsTo, nodeOf, openPort } from "./graph-questions.ts";
import { freePlace, placeAfter } from "./place-step.ts";
import { GAP_X, STEP_WIDTH } from "./measures.ts";
import type { Point } from "./measures.ts";
import { portsOf } from "./ports.ts";

export interface Added {
  readonly id: string;
  readonly label: string;
  readonly operations: readonly Operation[];
}

/** What puts a step on the canvas, connected as the place says; a text says why it cannot. */
export function addStep(graph: DraftGraph, choice: Choice, wish: Place): Added | string {
  const trigger = graph.nodes.find(({ kind }) => kind === "trigger");
  if (choice.node === "trigger") {
    if (trigger !== undefined)
      return "A playbook has one trigger. Change it in its panel, or delete it first.";
    if (wish.from !== undefined) return "A trigger comes first: nothing leads into it.";
  }
  const id = newStepId();
  const bare = makeStep(graph, choice, id);
  // What ends the run goes beside what comes next, not in between.
  const { before: _next, ...beside } = wish;
  const place: Place = portsOf(bare).length === 0 ? beside : wish;
  const from = nodeOf(graph, place.from?.node);
  const next = nodeOf(graph, place.before);
  const wanted = place.at ?? (from === undefined ? middleOf(graph) : placeAfter(from, place.from?.port));
  const at = next !== undefined && place.at === undefined ? wanted : freePlace(graph, wanted);
  const node: DraftNode = { ...bare, position: at };
  const label = `Add ${choice.name}`;
  return {
    id,
    label,
    operations: [...makeRoom(graph, at, next), { op: "add_node", node }, ...edges(graph, node, place)],
  };
}

/** After the selected step, by a way out that is still open; else in between it and what comes next. */
export function placeAfterStep(graph: DraftGraph, node: DraftNode, mode: "between" | "beside"): Place | null {
  const free = openPort(graph, node);
  if (free !== null) return { from: { node: node.id, port: free } };
  const [port] = portsOf(node);
  if (port === undefined) return null;
  const from = { node: node.id, port: port.id };
  const ways = graph.edges.filter((edge) => edge.from === node.id && edge.port === port.id);
  const [only] = ways;
  return mode === "between" && ways.length === 1 && only !== undefined ? { from, before: only.to } : { from };
}

/** Where a step goes that nobody gave a place: after the only open end, if there is just one. */
export function placeAtEnd(graph: DraftGraph): Place {
  const ends = graph.nodes.flatMap((node) => {
    const port = openPort(graph, node);
    return port === null ? [] : [{ node: node.id, port }];
  });
  const [end] = ends;
  return ends.length === 1 && end !== undefined ? { from: end } : {};
}

export function newStepId(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(8));
  return `s_${[...bytes].map((byte) => (byte % 36).toString(36)).join("")}`;
}

function makeStep(graph: DraftGraph, choice: Choice, id: string): DraftNode {
  const { node: kind, name, fields } = choice;
  return newNode(kind, { id, name: freeName(graph, name), fields: { label: name, ...fields } });
}

function edges(graph: DraftGraph, node: DraftNode, { from, before }: Place): Operation[] {
  const [exit] = portsOf(node);
  const into: DraftEdge[] = from === undefined ? [] : [{ from: from.node, port: from.port, to: node.id }];
  const added = (edge: DraftEdge): Operation => ({ op: "add_edge", edge });
  if (from !== undefined && before !== undefined) {
    const old = { from: from.node, port: from.port, to: before };
    const on = exit === undefined ? [] : [{ from: node.id, port: exit.id, to: before }];
    return [{ op: "remove_edge", edge: old }, ...[...into, ...on].map(added)];
  }
  if (node.kind !== "trigger") return into.map(added);
  const reached = new Set(graph.edges.map(({ to }) => to));
  const roots = graph.nodes.filter(({ id }) => !reached.has(id));
  const [root] = roots;
  return roots.length === 1 && root !== undefined
    ? [added({ from: node.id, port: "default", to: root.id })]
    : [];
}

/** What comes after an inserted step moves right, as far as it stands in its way. */
function makeRoom(graph: DraftGraph, at: Point, next: DraftNode | undefined): Operation[] {
  if (next === undefined) return [];
  const shift = at.x + STEP_WIDTH + GAP_X - (next.position?.x ?? 0);
  if (shift <= 0) return [];
  return graph.nodes
    .filter(
      ({ id, position }) => (position?.x ?? 0) >= (next.position?.x ?? 0) && leadsTo(graph, next.id, id),
    )
    .map(({ id, position }): Operation => ({
      op: "move",
      node: id,
      x: (position?.x ?? 0) + shift,
      y: position?.y ?? 0,
    }));
}

function middleOf(graph: DraftGraph): Point {
  const bottom = Math.max(0, ...graph.nodes.map(({ position }) => (position?.y ?? 0) + 160));
  return graph.nodes.length === 0 ? { x: 0, y: 0 } : { x: 0, y: bottom };
}
