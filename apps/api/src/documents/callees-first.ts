import { calledPlaybooks } from "../playbooks/called-playbooks.ts";

interface Document {
  readonly name: string;
  readonly graph?: unknown;
}

/**
 * In the order in which they can be published: those that are called before those that call them, and as given where that
 * does not matter. Where calls run in a circle, it is broken somewhere, and the compiler says the rest.
 */
export function calleesFirst<D extends Document>(
  documents: readonly (readonly [number, D])[],
): [number, D][] {
  const byName = new Map(documents.map((entry) => [entry[1].name, entry]));
  const placed = new Set<readonly [number, D]>();
  const visit = (entry: readonly [number, D], above: ReadonlySet<string>) => {
    const { name, graph } = entry[1];
    if (placed.has(entry) || above.has(name)) return;
    for (const called of calledPlaybooks(graph).toSorted()) {
      const other = byName.get(called);
      if (other !== undefined) visit(other, new Set([...above, name]));
    }
    placed.add(entry);
  };
  for (const entry of documents) visit(entry, new Set());
  return [...placed].map(([at, document]) => [at, document]);
}
