import type { StepOutline } from "./run-data.ts";

const PINNED = "Not carried out: its output was pinned";

/** What a person pinned in the draft that was tried, and not an output for this run alone. */
function isPinned({ origin, note }: Pick<StepOutline, "origin" | "note">): boolean {
  return origin === "by_hand" && note?.startsWith(PINNED) === true;
}

/** In a word, where an outcome comes from; null: the run came to it by itself. */
export function originWord(record: Pick<StepOutline, "origin" | "note" | "state">): string | null {
  if (record.origin === null) return null;
  if (record.origin === "reused") return "taken over";
  if (isPinned(record)) return "pinned";
  return record.state === "skipped" ? "left out" : "by hand";
}
