import { calledPlaybooks } from "../playbooks/called-playbooks.ts";
import { awaitedPlaybooks } from "./awaited-playbooks.ts";

interface Document {
  readonly name: string;
  readonly graph?: unknown;
}

/**
 * In the order in which playbooks can be published, each with its place as given: what one calls, starts when it fails, or
 * awaits the webhook of comes before it; else by name, so that two who apply the same documents do not wait for each other
 * in a circle. Where playbooks need each other, the circle is broken somewhere.
 */
export function publishingOrder<D extends Document>(
  documents: readonly D[],
): readonly (readonly [number, D])[] {
  const given = [...documents.entries()].toSorted(([, a], [, b]) => compare(a.name, b.name));
  const byName = new Map(given.map((entry) => [entry[1].name, entry]));
  const seen = new Set<D>();
  const placed: (readonly [number, D])[] = [];
  const place = (entry: readonly [number, D]) => {
    const [, document] = entry;
    if (seen.has(document)) return;
    seen.add(document);
    for (const name of needed(document)) {
      const other = byName.get(name);
      if (other !== undefined) place(other);
    }
    placed.push(entry);
  };
  for (const entry of given) place(entry);
  return placed;
}

/** Names of the playbooks that have to be published before this one. */
export function needed({ graph }: Document): readonly string[] {
  return [...calledPlaybooks(graph), ...awaitedPlaybooks(graph)].toSorted(compare);
}

function compare(a: string, b: string): number {
  return a < b ? -1 : Number(a > b);
}
