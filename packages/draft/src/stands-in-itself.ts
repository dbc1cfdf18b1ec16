import type { DraftNode } from "./draft-graph.ts";

/** Whether the way up through the loops around a step leads back to it: nobody could draw that. */
export function standsInItself(nodes: ReadonlyMap<string, DraftNode>, id: string): boolean {
  const seen = new Set<unknown>();
  let at = nodes.get(id)?.["parent"];
  while (typeof at === "string" && at !== id && !seen.has(at)) {
    seen.add(at);
    at = nodes.get(at)?.["parent"];
  }
  return at === id;
}
