import { harmlessText } from "@riposte/plan";
import { z } from "zod";

/** Nothing in it turns what stands beside it around, and nothing is half a letter, which no database keeps. */
export function readsAsItIs(text: string): boolean {
  return harmlessText(text) === text && text.isWellFormed();
}

/** "A folder" → a text that reads as it is, or is refused in words. */
export function plainWords(what: string) {
  return z.string().refine(readsAsItIs, {
    error: ({ input }) => `${what} holds no hidden codes: this one is ${harmlessText(String(input))}.`,
  });
}

export const plainName = plainWords("A name");
