import type { DraftGraph, DraftNode } from "@riposte/draft";

/** The steps that some way leads from to this one, the nearest first; the trigger is none. */
export function earlierSteps(graph: DraftGraph, id: string): readonly DraftNode[] {
  const before = new Map<string, string[]>();
  for (const { from, to } of graph.edges) {
    const sources = before.get(to);
    if (sources === undefined) before.set(to, [from]);
    else sources.push(from);
  }
  const nodes = new Map(graph.nodes.map((node) => [node.id, node]));
  const seen = new Set([id]);
  const found: DraftNode[] = [];
  let level = [id];
  while (level.length > 0) {
    const next: string[] = [];
    for (const source of level.flatMap((one) => before.get(one) ?? [])) {
      if (seen.has(source)) continue;
      seen.add(source);
      next.push(source);
      const node = nodes.get(source);
      if (node !== undefined && node.kind !== "trigger") found.push(node);
    }
    level = next;
  }
  return found;
}
