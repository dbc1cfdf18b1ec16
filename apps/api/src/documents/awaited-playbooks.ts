const SOURCE = "webhook:";

/** The names of the playbooks whose webhook a graph's steps wait for, whatever else that graph may be. */
export function awaitedPlaybooks(graph: unknown): readonly string[] {
  const nodes: unknown = (graph as { readonly nodes?: unknown } | null | undefined)?.nodes;
  if (!Array.isArray(nodes)) return [];
  return nodes.flatMap((node: { readonly kind?: unknown; readonly source?: unknown } | null) =>
    node?.kind === "wait_event" && typeof node.source === "string" && node.source.startsWith(SOURCE)
      ? [node.source.slice(SOURCE.length)]
      : [],
  );
}
