import type { DraftGraph, Operation } from "@riposte/draft";
import type { Drawing, Sizes } from "./layout/lay-out.ts";
import { ENTRY_Y, GAP_X, GAP_Y, heightOf, portY, snap, STEP_WIDTH } from "./measures.ts";
import { portsOf } from "./ports.ts";

export interface TidyQuestion {
  readonly drawing: Drawing;
  readonly sizes: Sizes;
}

export type TidyAnswer =
  | { readonly kind: "part"; readonly done: number }
  | {
      readonly kind: "done";
      readonly places: readonly { readonly id: string; readonly x: number; readonly y: number }[];
    };

type Places = Extract<TidyAnswer, { readonly kind: "done" }>["places"];

export const TIDY_SIZES: Sizes = { column: STEP_WIDTH + GAP_X, gapY: GAP_Y };

/** Moves that lay out these steps, or all; what is laid out stays where it was as a whole. `onPart`: how much is done, from 0 to 1. */
export async function tidy(
  graph: DraftGraph,
  ids: ReadonlySet<string> | null,
  onPart: (done: number) => void = () => {},
): Promise<Operation[]> {
  const nodes = graph.nodes.filter(({ id }) => ids === null || ids.has(id));
  if (nodes.length === 0) return [];
  const places = await ask({ drawing: drawingOf(graph, nodes), sizes: TIDY_SIZES }, onPart);
  const shift = shiftOf(nodes, places);
  const byId = new Map(nodes.map((node) => [node.id, node]));
  return places.flatMap(({ id, x, y }) => {
    const to = { x: snap(x + shift.x), y: snap(y + shift.y) };
    const { position } = byId.get(id) ?? {};
    if (position?.x === to.x && position.y === to.y) return [];
    return [{ op: "move" as const, node: id, ...to }];
  });
}

/** These steps, with where each edge leaves and comes in. */
export function drawingOf(graph: DraftGraph, nodes: DraftGraph["nodes"]): Drawing {
  const ports = new Map(nodes.map((node) => [node.id, portsOf(node)]));
  const links = graph.edges.flatMap(({ from, port, to }) => {
    const exits = ports.get(from);
    if (exits === undefined || !ports.has(to)) return [];
    const at = Math.max(
      0,
      exits.findIndex(({ id }) => id === port),
    );
    return [{ from, to, exit: portY(exits, at), entry: ENTRY_Y }];
  });
  return {
    cards: nodes.map(({ id }) => ({ id, height: heightOf(ports.get(id) ?? []) })),
    links: links.toSorted((a, b) => a.exit - b.exit),
  };
}

function ask(question: TidyQuestion, onPart: (done: number) => void): Promise<Places> {
  const worker = new Worker(new URL("./tidy.worker.ts", import.meta.url), { type: "module" });
  return new Promise<Places>((resolve, reject) => {
    worker.addEventListener("message", ({ data }: MessageEvent<TidyAnswer>) => {
      if (data.kind === "part") onPart(data.done);
      else resolve(data.places);
    });
    worker.addEventListener("error", ({ message }) => reject(new Error(message)));
    // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a worker has no origin of its own
    worker.postMessage(question);
  }).finally(() => worker.terminate());
}

function shiftOf(nodes: DraftGraph["nodes"], places: Places) {
  const least = (values: readonly number[]) => values.reduce((a, b) => Math.min(a, b), Infinity);
  return {
    x: least(nodes.map(({ position }) => position?.x ?? 0)) - least(places.map(({ x }) => x)),
    y: least(nodes.map(({ position }) => position?.y ?? 0)) - least(places.map(({ y }) => y)),
  };
}
