import { structuredPatch } from "diff";

/** What changed in one text of an action. */
export interface TextChange {
  /** "The action", or a script's key. */
  readonly name: string;
  readonly lines: readonly { readonly sign: "+" | "-" | " " | "@"; readonly text: string }[];
}

export type NamedTexts = ReadonlyMap<string, string>;

/** Text by text, line by line; what is the same is left out. */
export function changesOfTexts(before: NamedTexts, after: NamedTexts): readonly TextChange[] {
  const names = new Set([...after.keys(), ...before.keys()]);
  return [...names].flatMap((name) => {
    const [old, now] = [before.get(name) ?? "", after.get(name) ?? ""];
    return old === now ? [] : [{ name, lines: linesOf(old, now) }];
  });
}

const AROUND = 3;

function linesOf(before: string, after: string): TextChange["lines"] {
  const { hunks } = structuredPatch("", "", before, after, "", "", { context: AROUND });
  return hunks.flatMap((hunk) => [
    { sign: "@" as const, text: `Line ${hunk.newStart}` },
    ...hunk.lines
      .filter((line) => !line.startsWith("\\"))
      .map((line) => ({ sign: line.charAt(0) as "+" | "-" | " ", text: line.slice(1) })),
  ]);
}
