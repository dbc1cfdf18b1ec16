import { applyOperations } from "@riposte/draft";
import type { DraftGraph, DraftNode, Operation } from "@riposte/draft";
import { isLoop, withBodies } from "./blocks.ts";
import { framesOf, overlap } from "./frames.ts";
import type { Box, Frames } from "./frames.ts";
import { GAP_X, GAP_Y, GRID, snap } from "./measures.ts";

const CLEARANCE = GRID * 2;
const MOST_PUSHES = 200;

/** The operations, and moves of what frames would cover that grow or move by them. */
export function withRoom(graph: DraftGraph, operations: readonly Operation[]): readonly Operation[] {
  const after = applyOperations(graph, operations);
  if (!after.nodes.some(isLoop)) return operations;
  return [...operations, ...pushApart(graph, after)];
}

/** What lay on each other already is somebody's own doing. */
function pushApart(before: DraftGraph, after: DraftGraph): Operation[] {
  const shifts = new Map<string, { x: number; y: number }>();
  const known = new Map(before.nodes.map((node) => [node.id, node]));
  const was = framesOf(before);
  const wereApart = (a: DraftNode, b: DraftNode) => {
    const [one, other] = [known.get(a.id), known.get(b.id)];
    const isOld = one !== undefined && other !== undefined && was.blockOf(a.id) === was.blockOf(b.id);
    return !isOld || !overlap(was.unitOf(one), was.unitOf(other));
  };
  let now = after;
  for (let pushes = 0; pushes < MOST_PUSHES; pushes++) {
    const moved = firstPush(now, wereApart);
    if (moved === null) break;
    for (const id of moved.ids) {
      const { x, y } = shifts.get(id) ?? { x: 0, y: 0 };
      shifts.set(id, { x: x + moved.x, y: y + moved.y });
    }
    now = { ...now, nodes: now.nodes.map((node) => (moved.ids.has(node.id) ? shifted(node, moved) : node)) };
  }
  return now.nodes.flatMap((node): Operation[] =>
    shifts.has(node.id) && node.position !== undefined
      ? [{ op: "move", node: node.id, x: node.position.x, y: node.position.y }]
      : [],
  );
}

interface Push {
  readonly ids: ReadonlySet<string>;
  readonly x: number;
  readonly y: number;
}

/** Inner blocks first: what is pushed there makes the frame around it grow. */
function firstPush(graph: DraftGraph, wereApart: (a: DraftNode, b: DraftNode) => boolean): Push | null {
  const all = framesOf(graph);
  const loops = graph.nodes
    .filter(isLoop)
    .toSorted((a, b) => all.depthOf(all.blockOf(b.id)) - all.depthOf(all.blockOf(a.id)));
  for (const loop of loops) {
    const own = all.unitOf(loop);
    const siblings = all.unitsIn(all.blockOf(loop.id)).filter(({ id }) => id !== loop.id);
    const covered = siblings
      .filter((other) => overlap(own, all.unitOf(other), CLEARANCE) && wereApart(loop, other))
      .filter((other) => !isLoop(other) || isFirst(own, all.unitOf(other)))
      .toSorted((a, b) => all.unitOf(a).x - all.unitOf(b).x);
    const [first] = covered;
    if (first === undefined) continue;
    const push = pushOf(graph, all, { own, siblings, box: all.unitOf(first) });
    // Loops that stand in each other go together, and are never apart.
    if (!push.ids.has(loop.id)) return push;
  }
  return null;
}

/** Of two loops the one further to the left stays. */
function isFirst(own: Box, other: Box): boolean {
  return own.x < other.x || (own.x === other.x && own.y <= other.y);
}

/** To the right or down, whichever is nearer, with all that stands there. */
function pushOf(
  graph: DraftGraph,
  all: Frames,
  { own, siblings, box }: { readonly own: Box; readonly siblings: readonly DraftNode[]; readonly box: Box },
): Push {
  const right = snap(own.x + own.width + GAP_X - box.x);
  const down = snap(own.y + own.height + GAP_Y - box.y);
  const isRight = own.x + own.width - box.x <= own.y + own.height - box.y;
  const along = siblings.filter((node) => {
    const unit = all.unitOf(node);
    return isRight ? unit.x >= box.x : unit.y >= box.y && unit.x + unit.width > own.x;
  });
  const ids = withBodies(graph, new Set(along.map(({ id }) => id)));
  return isRight ? { ids, x: right, y: 0 } : { ids, x: 0, y: down };
}

function shifted(node: DraftNode, { x, y }: Push): DraftNode {
  const at = node.position ?? { x: 0, y: 0 };
  return { ...node, position: { x: at.x + x, y: at.y + y } };
}
