import { harmlessText } from "@riposte/plan";
import { z } from "zod";

/** Nothing in it turns what stands beside it around, and nothing is half a letter, which no database keeps. */
export function readsAsItIs(text: string): boolean {
  return harmlessText(text) === text && text.isWellFormed();
}

export const plainName = z.string().refine(readsAsItIs, {
  error: ({ input }) => `A name holds no hidden codes: this one is ${harmlessText(String(input))}.`,
});
