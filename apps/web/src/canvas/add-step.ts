import type { DraftEdge, DraftGraph, DraftNode, Operation } from "@riposte/draft";
import { freeName, newNode } from "@riposte/draft";
import type { Place } from "./canvas-context.ts";
import { isLoop, parentOf, withBodies } from "./blocks.ts";
import type { Choice } from "./choices.ts";
import { frameAt, framesOf } from "./frames.ts";
import type { Frames } from "./frames.ts";
import { leadsTo, nodeOf, openPort } from "./graph-questions.ts";
import { freePlace, placeAfter } from "./place-step.ts";
import { GAP_X, STEP_HEIGHT, STEP_WIDTH } from "./measures.ts";
import type { Point } from "./measures.ts";
import { newStepId } from "./new-step-id.ts";
import { freeTitle } from "./node-fields.ts";
import { hasEntry, mainPort, portsOf } from "./ports.ts";
import { withRoom } from "./push-apart.ts";

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
  const frames = framesOf(graph);
  const parent = choice.node === "trigger" ? null : blockAt(frames, from, place);
  const next = nodeOf(graph, place.before);
  const wanted =
    place.at ?? (from === undefined ? middleOf(graph) : placeAfter(graph, from, place.from?.port));
  const at =
    next !== undefined && place.at === undefined ? wanted : freePlace(graph, wanted, { ignores: parent });
  const node: DraftNode = { ...bare, position: at, ...(parent === null ? {} : { parent }) };
  const label = `Add ${choice.name}`;
  const operations: Operation[] = [
    ...makeRoom(graph, at, next),
    { op: "add_node", node },
    ...edges(graph, node, place),
    ...(from === undefined && parent !== null ? entry(graph, node, parent) : []),
  ];
  return { id, label, operations: withRoom(graph, operations) };
}

/** In the loop that it is connected within, or whose frame it is dropped in. */
function blockAt(frames: Frames, from: DraftNode | undefined, { from: way, at }: Place): string | null {
  if (from !== undefined) return way?.port === "each" && isLoop(from) ? from.id : frames.blockOf(from.id);
  if (at === undefined) return null;
  return frameAt(frames, { x: at.x + STEP_WIDTH / 2, y: at.y + STEP_HEIGHT / 2 }, new Set());
}

/** The first step of a body is where its iterations begin. */
function entry(graph: DraftGraph, node: DraftNode, parent: string): Operation[] {
  const isLed = graph.edges.some(({ from, port }) => from === parent && port === "each");
  if (isLed || !hasEntry(node)) return [];
  return [{ op: "add_edge", edge: { from: parent, port: "each", to: node.id } }];
}

/** After the selected step, by a way out that is still open; else in between it and what comes next. */
export function placeAfterStep(graph: DraftGraph, node: DraftNode, mode: "between" | "beside"): Place | null {
  const free = openPort(graph, node);
  if (free !== null) return { from: { node: node.id, port: free } };
  const port = mainPort(node);
  if (port === undefined) return null;
  const from = { node: node.id, port: port.id };
  const ways = graph.edges.filter((edge) => edge.from === node.id && edge.port === port.id);
  const [only] = ways;
  return mode === "between" && ways.length === 1 && only !== undefined ? { from, before: only.to } : { from };
}

/** Where a step goes that nobody gave a place: after the only open end, if there is just one. */
export function placeAtEnd(graph: DraftGraph): Place {
  const ends = graph.nodes.flatMap((node) => {
    if (parentOf(node) !== null) return [];
    const port = openPort(graph, node);
    return port === null ? [] : [{ node: node.id, port }];
  });
  const [end] = ends;
  return ends.length === 1 && end !== undefined ? { from: end } : {};
}

function makeStep(graph: DraftGraph, choice: Choice, id: string): DraftNode {
  const { node: kind, name, fields } = choice;
  const label = freeTitle(graph, name);
  return newNode(kind, { id, name: freeName(graph, name), fields: { label, ...fields } });
}

function edges(graph: DraftGraph, node: DraftNode, { from, before }: Place): Operation[] {
  const exit = mainPort(node);
  const into: DraftEdge[] =
    from === undefined || !hasEntry(node) ? [] : [{ from: from.node, port: from.port, to: node.id }];
  const added = (edge: DraftEdge): Operation => ({ op: "add_edge", edge });
  if (from !== undefined && before !== undefined) {
    const old = { from: from.node, port: from.port, to: before };
    const on = exit === undefined ? [] : [{ from: node.id, port: exit.id, to: before }];
    return [{ op: "remove_edge", edge: old }, ...[...into, ...on].map(added)];
  }
  if (node.kind !== "trigger") return into.map(added);
  const reached = new Set(graph.edges.map(({ to }) => to));
  const roots = graph.nodes.filter((one) => !reached.has(one.id) && hasEntry(one) && parentOf(one) === null);
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
  const along = graph.nodes.filter(
    ({ id, position }) => (position?.x ?? 0) >= (next.position?.x ?? 0) && leadsTo(graph, next.id, id),
  );
  const ids = withBodies(graph, new Set(along.map(({ id }) => id)));
  return graph.nodes
    .filter(({ id }) => ids.has(id))
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
