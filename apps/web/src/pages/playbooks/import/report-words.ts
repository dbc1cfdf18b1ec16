import type { client } from "../../../api/trpc.ts";

export type Entry = Awaited<ReturnType<typeof client.playbooks.previewImport.mutate>>["report"][number];

export const FORMAT_NAMES = { riposte: "Riposte", sekoia: "Sekoia.io", cacao: "CACAO 2.0" } as const;

/** "2 missing, 1 to look at, 7 the same". */
export function reportWords(entries: readonly Pick<Entry, "weight">[]): string {
  const count = (weight: Entry["weight"]) => entries.filter((entry) => entry.weight === weight).length;
  const parts = [
    [count("missing"), "missing"],
    [count("changed"), "to look at"],
    [count("same"), "the same"],
  ] as const;
  return parts
    .filter(([number]) => number > 0)
    .map(([number, words]) => `${number} ${words}`)
    .join(", ");
}
