import type { DraftGraph, Operation } from "@riposte/draft";
import type { Drawing, Sizes } from "./layout/lay-out.ts";
import { isLoop, withBodies } from "./blocks.ts";
import { framesOf } from "./frames.ts";
import { groupsOf } from "./groups.ts";
import { ENTRY_Y, FRAME, GAP_X, GAP_Y, heightOf, portY, snap, STEP_HEIGHT, STEP_WIDTH } from "./measures.ts";
import { portsOf } from "./ports.ts";
import { withRoom } from "./push-apart.ts";

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

export const TIDY_SIZES: Sizes = {
  column: STEP_WIDTH + GAP_X,
  gapY: GAP_Y,
  width: STEP_WIDTH,
  frame: FRAME,
  least: { width: STEP_WIDTH, height: STEP_HEIGHT },
};

/** Moves that lay out these steps, or all; what is laid out stays where it was as a whole. `onPart`: how much is done, from 0 to 1. */
export async function tidy(
  graph: DraftGraph,
  ids: ReadonlySet<string> | null,
  onPart: (done: number) => void = () => {},
): Promise<readonly Operation[]> {
  if (ids?.size === 0) return [];
  const frames = framesOf(graph);
  const chosen = ids === null ? null : withBodies(graph, ids);
  const open = groupsOf(graph);
  const groups = Map.groupBy(
    graph.nodes.filter(({ id }) => !open.has(id) && (chosen === null || chosen.has(id))),
    ({ id }) => frames.blockOf(id),
  );
  const moves: Operation[] = [];
  for (const [block, nodes] of groups) {
    // What stands in a loop that is laid out is laid out with it.
    if (block !== null && (chosen === null || chosen.has(block))) continue;
    const places = await ask({ drawing: drawingOf(graph, nodes), sizes: TIDY_SIZES }, onPart);
    moves.push(...movesTo(graph, nodes, places));
  }
  return withRoom(graph, moves);
}

function movesTo(graph: DraftGraph, nodes: DraftGraph["nodes"], places: Places): Operation[] {
  const shift = shiftOf(nodes, places);
  const byId = new Map(graph.nodes.map((node) => [node.id, node]));
  return places.flatMap(({ id, x, y }) => {
    const to = { x: snap(x + shift.x), y: snap(y + shift.y) };
    const { position } = byId.get(id) ?? {};
    if (position?.x === to.x && position.y === to.y) return [];
    return [{ op: "move" as const, node: id, ...to }];
  });
}

/** These steps, loops with their bodies, and where each edge leaves and comes in. */
export function drawingOf(graph: DraftGraph, nodes: DraftGraph["nodes"]): Drawing {
  const frames = framesOf(graph);
  return drawn(nodes);

  function drawn(steps: DraftGraph["nodes"]): Drawing {
    const ports = new Map(steps.map((node) => [node.id, portsOf(node)]));
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
      cards: steps.map((node) => {
        const card = { id: node.id, height: heightOf(ports.get(node.id) ?? []) };
        if (!isLoop(node)) return card;
        const first = graph.edges.find(({ from, port }) => from === node.id && port === "each")?.to ?? null;
        return { ...card, body: { ...drawn(frames.unitsIn(node.id)), first } };
      }),
      links: links.toSorted((a, b) => a.exit - b.exit),
    };
  }
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

/** By what lies at the top of the block itself. */
function shiftOf(nodes: DraftGraph["nodes"], all: Places) {
  const ids = new Set(nodes.map(({ id }) => id));
  const places = all.filter(({ id }) => ids.has(id));
  const least = (values: readonly number[]) => values.reduce((a, b) => Math.min(a, b), Infinity);
  return {
    x: least(nodes.map(({ position }) => position?.x ?? 0)) - least(places.map(({ x }) => x)),
    y: least(nodes.map(({ position }) => position?.y ?? 0)) - least(places.map(({ y }) => y)),
  };
}
