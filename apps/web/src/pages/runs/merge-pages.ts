import type { ListedRun } from "../../run/run-data.ts";

export interface Page {
  readonly runs: ListedRun[];
  readonly next: string | null;
}

/** The pages with what changed: known runs in their places, new ones that are wanted on top, and none that is not any more. */
export function mergePages(
  pages: readonly Page[],
  changed: readonly ListedRun[],
  isWanted: (run: ListedRun) => boolean,
): Page[] {
  const newer = new Map(changed.map((run) => [run.id, run]));
  const merged = pages.map((page) => ({
    ...page,
    runs: page.runs.flatMap((run) => {
      const other = newer.get(run.id);
      newer.delete(run.id);
      if (other === undefined) return [run];
      return isWanted(other) ? [other] : [];
    }),
  }));
  const [first] = merged;
  if (first === undefined) return merged;
  const top = first.runs[0]?.createdAt ?? "";
  const fresh = [...newer.values()].filter((run) => run.createdAt >= top && isWanted(run));
  first.runs = [...fresh.toSorted((a, b) => (a.createdAt < b.createdAt ? 1 : -1)), ...first.runs];
  return merged;
}
