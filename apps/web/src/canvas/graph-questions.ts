import type { DraftEdge, DraftGraph, DraftNode } from "@riposte/draft";
import { blockOf, crosses } from "./blocks.ts";
import { titleOf } from "./node-fields.ts";
import { portsOf } from "./ports.ts";

export function nodeOf(graph: DraftGraph, id: string | null | undefined): DraftNode | undefined {
  return graph.nodes.find((node) => node.id === id);
}

/** Why two steps cannot be connected so, in words; null when they can. */
export function refusal(graph: DraftGraph, { from, port, to }: DraftEdge): string | null {
  const [source, target] = [nodeOf(graph, from), nodeOf(graph, to)];
  if (source === undefined || target === undefined) return "One of the steps is gone.";
  if (from === to) return `"${titleOf(source)}" cannot come after itself.`;
  if (target.kind === "trigger") return "Nothing leads into the trigger: a playbook starts there.";
  if (source.kind === "note" || Array.isArray(target["holds"]))
    return "A group is connected by its steps: unfold it first.";
  if (target.kind === "note") return "Nothing leads to a note: it does not run.";
  if (portsOf(source).every(({ id }) => id !== port))
    return `"${titleOf(source)}" has no way out called "${port}".`;
  if (crosses(new Map([source, target].map((node) => [node.id, node])), { from, port, to }))
    return blockOf(source, port) === source.id
      ? `"${titleOf(target)}" does not stand in the loop "${titleOf(source)}": drag it in first.`
      : "No connection crosses the border of a loop: it is entered by its each and left by its own ways out.";
  if (graph.edges.some((edge) => edge.from === from && edge.port === port && edge.to === to))
    return `"${titleOf(source)}" and "${titleOf(target)}" are connected already.`;
  if (leadsTo(graph, to, from))
    return `That would go in a circle: "${titleOf(target)}" already leads to "${titleOf(source)}".`;
  return null;
}

export function leadsTo(graph: DraftGraph, from: string, to: string): boolean {
  const after = new Map<string, string[]>();
  for (const edge of graph.edges) {
    const children = after.get(edge.from);
    if (children === undefined) after.set(edge.from, [edge.to]);
    else children.push(edge.to);
  }
  const seen = new Set<string>([from]);
  const open = [from];
  while (open.length > 0) {
    const id = open.pop() ?? "";
    if (id === to) return true;
    for (const child of after.get(id) ?? []) {
      if (seen.has(child)) continue;
      seen.add(child);
      open.push(child);
    }
  }
  return false;
}

/** The first way out that leads nowhere yet. */
export function openPort(graph: DraftGraph, node: DraftNode): string | null {
  const used = new Set(graph.edges.filter(({ from }) => from === node.id).map(({ port }) => port));
  return portsOf(node).find(({ id }) => !used.has(id))?.id ?? null;
}
