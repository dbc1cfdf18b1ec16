import { diffLines } from "../../shell/line-diff.ts";
import type { DiffLine } from "../../shell/line-diff.ts";

/** What changed in one text of an action. */
export interface TextChange {
  /** "The action", or a script's key. */
  readonly name: string;
  readonly lines: readonly DiffLine[];
}

export type NamedTexts = ReadonlyMap<string, string>;

/** Text by text, line by line; what is the same is left out. */
export function changesOfTexts(before: NamedTexts, after: NamedTexts): readonly TextChange[] {
  const names = new Set([...after.keys(), ...before.keys()]);
  return [...names].flatMap((name) => {
    const [old, now] = [before.get(name) ?? "", after.get(name) ?? ""];
    return old === now ? [] : [{ name, lines: diffLines(old, now) }];
  });
}
