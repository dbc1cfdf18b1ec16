import type { RunOutline } from "./run-data.ts";

/** What the list of steps leaves out; null where it has them all. */
export function cutWords({
  cut,
  steps,
  counts,
}: Pick<RunOutline, "cut" | "steps" | "counts">): string | null {
  const all = Object.values(counts).reduce((sum, count) => sum + count, 0);
  if (cut === null || all <= steps.length) return null;
  const [of, first, rest] = [all, cut.first, cut.rest].map((count) => count.toLocaleString("en"));
  return `Of ${of} steps the first ${first} are listed, and up to ${rest} of the rest: those that failed, are not over or stand in no loop.`;
}
