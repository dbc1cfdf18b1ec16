import type { NewerScript } from "@riposte/draft";

interface DraftState {
  readonly publishedVersion: number | null;
  /** Steps and edges of the draft, and scripts, that are not as published. */
  readonly changes: number;
}

/** Whether what runs is what is drawn: "v3", "v3 · 2 changes", "Not published". */
export function draftWords({ publishedVersion, changes }: DraftState): { text: string; pending: boolean } {
  if (publishedVersion === null) return { text: "Not published", pending: changes > 0 };
  if (changes === 0) return { text: `v${publishedVersion}`, pending: false };
  return { text: `v${publishedVersion} · ${changes} ${changes === 1 ? "change" : "changes"}`, pending: true };
}

/** ": judge_address 1 → 3"; nothing where no script has changed. */
export function scriptWords(scripts: readonly NewerScript[]): string {
  if (scripts.length === 0) return "";
  const said = scripts.slice(0, 2).map(({ script, runs, newest }) => `${script} ${runs} → ${newest}`);
  const more = scripts.length - said.length;
  return `: ${said.join(", ")}${more === 0 ? "" : ` and ${more} more`}`;
}
