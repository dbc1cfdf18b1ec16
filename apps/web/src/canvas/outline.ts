import type { DraftGraph, DraftNode } from "@riposte/draft";
import type { Port } from "./ports.ts";
import { portsOf } from "./ports.ts";
import { readingOrder } from "./reading-order.ts";

/** A line of the outline: a step, or one of the ways out that lead aside from it. */
export interface OutlineLine {
  /** Of a step its id. */
  readonly key: string;
  readonly node: DraftNode;
  /** Null: the step itself. */
  readonly way: Port | null;
  /** From 1: what hangs on one way, or in a loop, is a level deeper. */
  readonly level: number;
  /** Steps it leads to that stand elsewhere in the outline, as others lead there too. */
  readonly goesTo: readonly DraftNode[];
}

const ROOT = "";

/**
 * A playbook as one reads it: where branches part, each is told with what is reached by it alone; where they meet
 * again it goes on at the level where they parted. Every step stands there once.
 */
export function outlineOf(graph: DraftGraph): readonly OutlineLine[] {
  const order = readingOrder(graph);
  const nodes = new Map(graph.nodes.map((node) => [node.id, node]));
  const leaving = Map.groupBy(graph.edges, ({ from }) => from);
  const above = parentsOf(graph, order);
  const below = Map.groupBy(order, (id) => above.get(id) ?? ROOT);
  const lines: OutlineLine[] = [];

  const elsewhere = (id: string, port: string, from: string): DraftNode[] =>
    (leaving.get(id) ?? [])
      .filter((edge) => edge.port === port && above.get(edge.to) !== from)
      .flatMap(({ to }) => nodes.get(to) ?? []);

  // By hand, and not by calling itself: a playbook may be a thousand steps in a row.
  const open: { readonly id: string; readonly way: Port | null; readonly level: number }[] = [];
  const push = (parent: string, level: number) => {
    for (const id of (below.get(parent) ?? []).toReversed()) open.push({ id, way: null, level });
  };
  push(ROOT, 1);
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const { id, way, level } = next;
    const node = nodes.get(id);
    if (node === undefined) continue;
    if (way !== null) {
      const key = keyOf(id, way.id);
      lines.push({ key, node, way, level, goesTo: elsewhere(id, way.id, key) });
      push(key, level + 1);
      continue;
    }
    lines.push({ key: id, node, way: null, level, goesTo: elsewhere(id, MAIN, id) });
    push(id, level);
    const used = new Set((leaving.get(id) ?? []).map(({ port }) => port));
    const ways = portsOf(node).filter((port) => port.id !== MAIN && used.has(port.id));
    for (const port of ways.toReversed()) open.push({ id, way: port, level: level + 1 });
  }
  return lines;
}

/** Lines that are not folded away, and which of them hold others. */
export function unfolded(lines: readonly OutlineLine[], folded: ReadonlySet<string>) {
  const shown: OutlineLine[] = [];
  const holding = new Set<string>();
  let under = Infinity;
  for (const [at, line] of lines.entries()) {
    if ((lines[at + 1]?.level ?? 0) > line.level) holding.add(line.key);
    if (line.level > under) continue;
    under = folded.has(line.key) ? line.level : Infinity;
    shown.push(line);
  }
  return { shown, holding };
}

/** What goes on by it stands on the level of the step itself. */
const MAIN = "default";

function keyOf(id: string, port: string): string {
  return port === MAIN ? id : `${id}\n${port}`;
}

/** For each step the step, or way, that everything goes through which reaches it; none: the start. */
function parentsOf(graph: DraftGraph, order: readonly string[]): ReadonlyMap<string, string> {
  const arriving = Map.groupBy(graph.edges, ({ to }) => to);
  const above = new Map<string, string>();
  const depths = new Map<string, number>([[ROOT, 0]]);
  const depth = (key: string) => depths.get(key) ?? 0;
  const up = (key: string) => above.get(key) ?? key.split("\n")[0] ?? ROOT;
  const common = (one: string, other: string) => {
    let [a, b] = [one, other];
    while (a !== b) {
      if (depth(a) >= depth(b)) a = up(a);
      else b = up(b);
    }
    return a;
  };
  for (const id of startFirst(graph, order)) {
    const sources = (arriving.get(id) ?? []).filter(({ from }) => depths.has(from));
    const keys = sources.map(({ from, port }) => {
      const key = keyOf(from, port);
      if (key !== from) {
        above.set(key, from);
        depths.set(key, depth(from) + 1);
      }
      return key;
    });
    const parent = keys.length === 0 ? ROOT : keys.reduce(common);
    above.set(id, parent);
    depths.set(id, depth(parent) + 1);
  }
  return above;
}

/** Nothing before what leads to it; where it goes in circles, as one reads it. */
function startFirst({ edges }: DraftGraph, order: readonly string[]): readonly string[] {
  const known = new Set(order);
  const real = edges.filter(({ from, to }) => known.has(from) && known.has(to));
  const waits = new Map(order.map((id) => [id, 0]));
  for (const { to } of real) waits.set(to, (waits.get(to) ?? 0) + 1);
  const after = Map.groupBy(real, ({ from }) => from);
  const sorted = new Set<string>();
  const ready = order.filter((id) => waits.get(id) === 0).toReversed();
  for (let id = ready.pop(); id !== undefined; id = ready.pop()) {
    sorted.add(id);
    for (const { to } of after.get(id) ?? []) {
      const left = (waits.get(to) ?? 0) - 1;
      waits.set(to, left);
      if (left === 0) ready.push(to);
    }
  }
  return [...sorted, ...order.filter((id) => !sorted.has(id))];
}
