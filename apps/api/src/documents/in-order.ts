interface Document {
  readonly name: string;
  readonly graph?: unknown;
}

/**
 * In the order of their names, so that two who apply the same documents do not wait for each other in a circle; but a
 * playbook that waits for another's webhook comes after that one.
 */
export function inOrder<D extends Document>(documents: readonly D[]): readonly (readonly [number, D])[] {
  const byName = new Map(documents.map((document) => [document.name, document]));
  const ranks = new Map<Document, number>();
  const rankOf = (document: Document): number => {
    const known = ranks.get(document);
    if (known !== undefined) return known;
    // Of two that wait for each other, one has to come first.
    ranks.set(document, 0);
    const before = awaitedBy(document).flatMap((name) => byName.get(name) ?? []);
    const rank = Math.max(-1, ...before.map(rankOf)) + 1;
    ranks.set(document, rank);
    return rank;
  };
  return [...documents.entries()].toSorted(
    ([, a], [, b]) => rankOf(a) - rankOf(b) || (a.name < b.name ? -1 : Number(a.name > b.name)),
  );
}

const SOURCE = "webhook:";

/** The names of the playbooks whose webhook it waits for, whatever else its graph may be. */
function awaitedBy({ graph }: Document): string[] {
  const nodes: unknown = (graph as { readonly nodes?: unknown } | null | undefined)?.nodes;
  if (!Array.isArray(nodes)) return [];
  return nodes.flatMap((node: { readonly kind?: unknown; readonly source?: unknown } | null) =>
    node?.kind === "wait_event" && typeof node.source === "string" && node.source.startsWith(SOURCE)
      ? [node.source.slice(SOURCE.length)]
      : [],
  );
}
