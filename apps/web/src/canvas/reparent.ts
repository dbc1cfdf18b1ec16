import { applyOperations } from "@riposte/draft";
import type { DraftGraph, DraftNode, Operation } from "@riposte/draft";
import { crosses, isLoop, loopsAround, parentOf, withBodies } from "./blocks.ts";
import { cardBox, frameAt, framesOf, overlap } from "./frames.ts";
import type { Frames } from "./frames.ts";
import { nodeOf } from "./graph-questions.ts";
import type { Point } from "./measures.ts";
import { FRAME, GAP_X, GAP_Y, STEP_HEIGHT, STEP_WIDTH } from "./measures.ts";
import { titleOf } from "./node-fields.ts";
import { freePlace } from "./place-step.ts";
import { counted } from "./plain-line.ts";
import { hasEntry } from "./ports.ts";
import { withRoom } from "./push-apart.ts";

export interface Moved {
  readonly operations: readonly Operation[];
  /** What else it meant, for people; null: nothing. */
  readonly says: string | null;
}

/** Steps are let go at a place: in a frame they stand in the loop's body, and outside of their own no longer. */
export function dropSteps(graph: DraftGraph, places: ReadonlyMap<string, Point>): Moved {
  const frames = framesOf(graph);
  const dragged = withBodies(graph, new Set(places.keys()));
  const roots = graph.nodes.filter(({ id }) => places.has(id) && isOnItsOwn(graph, id, places));
  const parents = new Map<string, string | null>();
  const moves: Operation[] = [];
  for (const node of roots) {
    const to = places.get(node.id);
    if (to === undefined) continue;
    const parent = parentAfter(node, to, graph, frames);
    if (parent !== frames.blockOf(node.id)) parents.set(node.id, parent);
  }
  for (const node of graph.nodes) {
    if (!dragged.has(node.id)) continue;
    const to = places.get(node.id) ?? alongWith(node, graph, places);
    if (to === null || (node.position?.x === to.x && node.position.y === to.y)) continue;
    moves.push({ op: "move", node: node.id, ...to });
  }
  return standIn(graph, parents, moves);
}

/** The steps stand in other loops, or in none: connections that would cross a border go. */
function standIn(
  graph: DraftGraph,
  parents: ReadonlyMap<string, string | null>,
  moves: readonly Operation[] = [],
): Moved {
  const written = [...parents].map(([node, parent]): Operation =>
    parent === null
      ? { op: "set", node, field: ["parent"] }
      : { op: "set", node, field: ["parent"], value: parent },
  );
  const after = applyOperations(graph, [...moves, ...written]);
  const nodes = new Map(after.nodes.map((node) => [node.id, node]));
  const lost = graph.edges.filter(
    (edge) => (parents.has(edge.from) || parents.has(edge.to)) && crosses(nodes, edge),
  );
  const entries = parents.size === 0 ? [] : firstOf(after, parents);
  const operations = [
    ...lost.map((edge): Operation => ({ op: "remove_edge", edge })),
    ...moves,
    ...written,
    ...entries,
  ];
  return { operations: withRoom(graph, operations), says: words(after, parents, lost.length) };
}

/** What comes into a loop with nothing in it is where its iterations begin. */
function firstOf(after: DraftGraph, parents: ReadonlyMap<string, string | null>): Operation[] {
  const entered = new Set<string>();
  return [...parents].flatMap(([id, parent]): Operation[] => {
    const node = nodeOf(after, id);
    if (parent === null || node === undefined || !hasEntry(node) || entered.has(parent)) return [];
    const isLed = after.edges.some(({ from, port }) => from === parent && port === "each");
    const isAlone = after.nodes.every((one) => parentOf(one) !== parent || parents.has(one.id));
    if (isLed || !isAlone) return [];
    entered.add(parent);
    return [{ op: "add_edge", edge: { from: parent, port: "each", to: id } }];
  });
}

function words(after: DraftGraph, parents: ReadonlyMap<string, string | null>, lost: number): string | null {
  const [first] = parents;
  const node = nodeOf(after, first?.[0]);
  if (first === undefined || node === undefined) return null;
  const what = parents.size === 1 ? `"${titleOf(node)}"` : counted(parents.size, "step");
  const verb = parents.size === 1 ? "stands" : "stand";
  const loop = nodeOf(after, first[1]);
  const where = loop === undefined ? `no longer ${verb} in the loop` : `now ${verb} in "${titleOf(loop)}"`;
  const went =
    lost === 0
      ? ""
      : ` ${counted(lost, "connection")} that would cross the border of a loop ${lost === 1 ? "was" : "were"} removed.`;
  return `${what} ${where}.${went}`;
}

/** Of a step whose loop is dragged: as far as that. */
function alongWith(node: DraftNode, graph: DraftGraph, places: ReadonlyMap<string, Point>): Point | null {
  const seen = new Set<string>();
  for (let at = nodeOf(graph, parentOf(node)); at !== undefined && isLoop(at) && !seen.has(at.id);) {
    seen.add(at.id);
    const to = places.get(at.id);
    const from = at.position ?? { x: 0, y: 0 };
    const { x, y } = node.position ?? { x: 0, y: 0 };
    if (to !== undefined) return { x: x + to.x - from.x, y: y + to.y - from.y };
    at = nodeOf(graph, parentOf(at));
  }
  return null;
}

/** Places of what is dragged, and of the bodies of dragged loops. */
export function withDraggedBodies(
  graph: DraftGraph,
  places: ReadonlyMap<string, Point>,
): ReadonlyMap<string, Point> {
  const roots = new Map([...places].filter(([id]) => isOnItsOwn(graph, id, places)));
  const dragged = withBodies(graph, new Set(roots.keys()));
  if (dragged.size === roots.size) return places;
  const bodies = graph.nodes.flatMap((node) => {
    const to = dragged.has(node.id) && !roots.has(node.id) ? alongWith(node, graph, roots) : null;
    return to === null ? [] : [[node.id, to] as const];
  });
  return new Map([...roots, ...bodies]);
}

/** The graph whose frames are shown meanwhile: those of dragged loops go along, others stay; and the one it would come into. */
export function whileDragging(
  graph: DraftGraph,
  places: ReadonlyMap<string, Point>,
): readonly [DraftGraph, string | null] {
  const shown = {
    ...graph,
    nodes: graph.nodes.map((node) => {
      const position = places.get(node.id);
      if (position === undefined) return node;
      const isWhole = isLoop(node) || !isOnItsOwn(graph, node.id, places);
      return isWhole ? { ...node, position } : node;
    }),
  };
  const [root] = [...places].filter(([id]) => isOnItsOwn(graph, id, places));
  const node = nodeOf(graph, root?.[0]);
  if (root === undefined || node === undefined) return [shown, null];
  return [shown, parentAfter(node, root[1], graph, framesOf(graph))];
}

function isOnItsOwn(graph: DraftGraph, id: string, places: ReadonlyMap<string, Point>): boolean {
  return loopsAround(graph, id).every((loop) => !places.has(loop.id));
}

/** In which loop a step stands that is let go there. */
function parentAfter(node: DraftNode, to: Point, graph: DraftGraph, frames: Frames): string | null {
  const own = frames.blockOf(node.id);
  if (node.kind === "trigger") return own;
  const home = own === null ? undefined : frames.frames.get(own);
  const middle = { x: to.x + STEP_WIDTH / 2, y: to.y + STEP_HEIGHT / 2 };
  const inner = frameAt(frames, middle, withBodies(graph, new Set([node.id])));
  // Half out of its frame it makes it grow.
  const stays =
    home !== undefined &&
    overlap({ ...cardBox(node), ...to }, home) &&
    (inner === null || frames.depthOf(inner) <= frames.depthOf(own));
  return stays ? own : inner;
}

/** Without the mouse: at the end of the loop's frame, or below the loop that it leaves. */
export function intoLoop(graph: DraftGraph, id: string, loop: string | null): Moved {
  const node = nodeOf(graph, id);
  const frames = framesOf(graph);
  const frame = frames.frames.get(loop ?? "");
  const left = nodeOf(graph, frames.blockOf(id));
  if (node === undefined || (loop !== null && frame === undefined)) return { operations: [], says: null };
  // Where it stands in no loop that is there, all that is written of one goes.
  const unit = left === undefined ? cardBox(node) : frames.unitOf(left);
  const isEmpty = frames.unitsIn(loop).length === 0;
  const wanted =
    frame === undefined
      ? { x: unit.x, y: unit.y + unit.height + GAP_Y }
      : {
          x: isEmpty ? frame.x + FRAME.side : frame.x + frame.width - FRAME.side + GAP_X,
          y: frame.y + FRAME.top,
        };
  const to = freePlace({ ...graph, nodes: graph.nodes.filter((one) => one.id !== id) }, wanted, {
    ignores: loop,
  });
  const places = new Map([[id, to]]);
  const moves = [...withDraggedBodies(graph, places)].map(([moved, at]): Operation => ({
    op: "move",
    node: moved,
    ...at,
  }));
  return standIn(graph, new Map([[id, loop]]), moves);
}
