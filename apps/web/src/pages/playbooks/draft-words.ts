interface DraftState {
  readonly publishedVersion: number | null;
  /** Steps and edges of the draft that are not as published. */
  readonly changes: number;
}

/** Whether what runs is what is drawn: "v3", "v3 · 2 changes", "Not published". */
export function draftWords({ publishedVersion, changes }: DraftState): { text: string; pending: boolean } {
  if (publishedVersion === null) return { text: "Not published", pending: changes > 0 };
  if (changes === 0) return { text: `v${publishedVersion}`, pending: false };
  return { text: `v${publishedVersion} · ${changes} ${changes === 1 ? "change" : "changes"}`, pending: true };
}
