import type { Catalogue, PlaybookEntry } from "../catalogue.ts";

/**
 * The shortest row of calls from a playbook to the one with this id, which is not in the row itself; null: none leads
 * there.
 */
export function callsLeadingTo(
  { playbooks }: Catalogue,
  from: PlaybookEntry,
  id: string,
): readonly PlaybookEntry[] | null {
  if (from.id === id) return [];
  const before = new Map<PlaybookEntry, PlaybookEntry | null>([[from, null]]);
  for (const at of before.keys()) {
    if (at.calls.includes(id)) return wayTo(before, at);
    for (const called of at.calls) {
      const entry = playbooks?.get(called);
      if (entry !== undefined && !before.has(entry)) before.set(entry, at);
    }
  }
  return null;
}

function wayTo(
  before: ReadonlyMap<PlaybookEntry, PlaybookEntry | null>,
  last: PlaybookEntry,
): PlaybookEntry[] {
  const way: PlaybookEntry[] = [];
  for (let at: PlaybookEntry | null = last; at !== null; at = before.get(at) ?? null) way.unshift(at);
  return way;
}
