import { structuredPatch } from "diff";

export interface DiffLine {
  readonly sign: "+" | "-" | " " | "@";
  readonly text: string;
}

const AROUND = 3;

/** What one text says otherwise than another, with a few lines around it; nothing where they are the same. */
export function diffLines(before: string, after: string): readonly DiffLine[] {
  const { hunks } = structuredPatch("", "", before, after, "", "", { context: AROUND });
  return hunks.flatMap((hunk) => [
    { sign: "@" as const, text: `Line ${hunk.newStart}` },
    ...hunk.lines
      .filter((line) => !line.startsWith("\\"))
      .map((line) => ({ sign: line.charAt(0) as "+" | "-" | " ", text: line.slice(1) })),
  ]);
}
