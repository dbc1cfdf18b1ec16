import type { FlowEdge, ShownState, StepFlowNode } from "../flow-types.ts";
import type { CanvasNode } from "../frame-node.tsx";
import { isStepNode } from "../frame-node.tsx";
import type { Kind } from "../kinds.ts";
import type { Port } from "../ports.ts";
import type { Point } from "../measures.ts";
import { ENTRY_GRIP, ENTRY_Y, GRIP, portY, STEP_WIDTH } from "../measures.ts";

/** How wide the bar is that tells a card's kind. */
const BAR = 16;

export type Line = Port["tone"] | "moving" | "faded";

/** What is drawn in one colour is one path. */
export interface FarPaths {
  readonly frames: Path2D;
  readonly lines: ReadonlyMap<Line, Path2D>;
  readonly cards: ReadonlyMap<Kind, { readonly boxes: Path2D; readonly bars: Path2D }>;
  readonly rings: ReadonlyMap<ShownState, Path2D>;
  readonly selected: Path2D;
  readonly steps: readonly StepFlowNode[];
}

/** Everything on a canvas, in its own measures. */
export function farPaths(nodes: readonly CanvasNode[], edges: readonly FlowEdge[]): FarPaths {
  const steps = nodes.filter(isStepNode);
  const byId = new Map(steps.map((node) => [node.id, node]));
  const frames = new Path2D();
  for (const node of nodes) if (!isStepNode(node)) addBox(frames, node);
  const lines = new Map<Line, Path2D>();
  for (const edge of edges) addWay(pathOf(lines, lineOf(edge), newPath), edge, byId);
  const cards = new Map<Kind, { boxes: Path2D; bars: Path2D }>();
  const rings = new Map<ShownState, Path2D>();
  const selected = new Path2D();
  for (const node of steps) {
    const { kind, state } = node.data;
    const { boxes, bars } = pathOf(cards, kind, () => ({ boxes: new Path2D(), bars: new Path2D() }));
    addBox(boxes, node);
    bars.rect(node.position.x, node.position.y, BAR, node.height ?? 0);
    if (state !== null) addBox(pathOf(rings, state, newPath), node);
    if (node.selected === true) addBox(selected, node);
  }
  return { frames, lines, cards, rings, selected, steps };
}

const newPath = () => new Path2D();

function pathOf<K, V>(paths: Map<K, V>, key: K, make: () => V): V {
  const known = paths.get(key);
  if (known !== undefined) return known;
  const made = make();
  paths.set(key, made);
  return made;
}

function addBox(path: Path2D, { position: { x, y }, width = 0, height = 0 }: CanvasNode): void {
  path.rect(x, y, width, height);
}

function lineOf({ data }: FlowEdge): Line {
  if (data?.moving === true) return "moving";
  return data?.faded === true ? "faded" : (data?.tone ?? "plain");
}

/** As it was laid; while one of its steps is dragged, as the crow flies. */
function addWay(
  path: Path2D,
  { source, sourceHandle, target, data }: FlowEdge,
  byId: ReadonlyMap<string, StepFlowNode>,
): void {
  const [from, to] = [byId.get(source), byId.get(target)];
  if (from === undefined || to === undefined) return;
  const { ports } = from.data;
  const port = ports.findIndex(({ id }) => id === sourceHandle);
  const start = {
    x: from.position.x + STEP_WIDTH + GRIP / 2,
    y: from.position.y + portY(ports, Math.max(0, port)),
  };
  const end = { x: to.position.x - ENTRY_GRIP / 2, y: to.position.y + ENTRY_Y };
  const route = data?.route ?? null;
  const isThere = isAt(route?.[0], start) && isAt(route?.at(-1), end);
  const [first, ...rest] = route !== null && isThere ? route : [start, end];
  if (first === undefined) return;
  path.moveTo(first.x, first.y);
  for (const { x, y } of rest) path.lineTo(x, y);
}

function isAt(one: Point | undefined, other: Point): boolean {
  return one !== undefined && Math.abs(one.x - other.x) < 1 && Math.abs(one.y - other.y) < 1;
}
