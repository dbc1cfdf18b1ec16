import type { DraftGraph, DraftNode } from "@riposte/draft";
import type { ShownState } from "./flow-types.ts";

/** Around what is shown, in pixels. */
export const MARGIN = 48;

/** Where a run came to, at the furthest. */
export function endOf(graph: DraftGraph, states: Readonly<Record<string, ShownState>>): string | null {
  const xOf = ({ position }: DraftNode) => position?.x ?? 0;
  const ended = graph.nodes.filter(({ id }) => ["done", "failed"].includes(states[id] ?? ""));
  return ended.toSorted((one, other) => xOf(other) - xOf(one))[0]?.id ?? null;
}
