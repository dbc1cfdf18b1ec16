import type { DraftGraph, Operation } from "@riposte/draft";
import { GAP_X, GAP_Y, heightOf, snap, STEP_WIDTH } from "./measures.ts";
import { portsOf } from "./ports.ts";

export interface TidyQuestion {
  readonly nodes: readonly { readonly id: string; readonly width: number; readonly height: number }[];
  readonly edges: readonly { readonly from: string; readonly to: string }[];
  readonly gapX: number;
  readonly gapY: number;
}

export interface TidyAnswer {
  readonly places: readonly { readonly id: string; readonly x: number; readonly y: number }[];
}

/** Moves that lay out these steps, or all; what is laid out stays where it was as a whole. */
export async function tidy(graph: DraftGraph, ids: ReadonlySet<string> | null): Promise<Operation[]> {
  const nodes = graph.nodes.filter(({ id }) => ids === null || ids.has(id));
  if (nodes.length === 0) return [];
  const chosen = new Set(nodes.map(({ id }) => id));
  const rank = new Map(nodes.map((node) => [node.id, portsOf(node).map(({ id }) => id)]));
  const { places } = await ask({
    nodes: nodes.map((node) => ({ id: node.id, width: STEP_WIDTH, height: heightOf(portsOf(node)) })),
    // In the order of the ports, which dagre then keeps from top to bottom where it can.
    edges: graph.edges
      .filter(({ from, to }) => chosen.has(from) && chosen.has(to))
      .toSorted(
        (a, b) => (rank.get(a.from)?.indexOf(a.port) ?? 0) - (rank.get(b.from)?.indexOf(b.port) ?? 0),
      ),
    gapX: GAP_X,
    gapY: GAP_Y,
  });
  const shift = shiftOf(nodes, places);
  const byId = new Map(nodes.map((node) => [node.id, node]));
  return places.flatMap(({ id, x, y }) => {
    const to = { x: snap(x + shift.x), y: snap(y + shift.y) };
    const { position } = byId.get(id) ?? {};
    if (position?.x === to.x && position.y === to.y) return [];
    return [{ op: "move" as const, node: id, ...to }];
  });
}

function ask(question: TidyQuestion): Promise<TidyAnswer> {
  const worker = new Worker(new URL("./tidy.worker.ts", import.meta.url), { type: "module" });
  return new Promise<TidyAnswer>((resolve, reject) => {
    worker.addEventListener("message", ({ data }: MessageEvent<TidyAnswer>) => resolve(data));
    worker.addEventListener("error", ({ message }) => reject(new Error(message)));
    // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a worker has no origin of its own
    worker.postMessage(question);
  }).finally(() => worker.terminate());
}

function shiftOf(nodes: DraftGraph["nodes"], places: TidyAnswer["places"]) {
  const least = (values: readonly number[]) => values.reduce((a, b) => Math.min(a, b), Infinity);
  return {
    x: least(nodes.map(({ position }) => position?.x ?? 0)) - least(places.map(({ x }) => x)),
    y: least(nodes.map(({ position }) => position?.y ?? 0)) - least(places.map(({ y }) => y)),
  };
}
