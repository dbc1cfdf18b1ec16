import { harmlessText } from "@riposte/plan";
import { z } from "zod";

/** A name that reads as it is: none that turns what stands beside it around. */
export const plainName = z.string().refine((name) => harmlessText(name) === name, {
  error: ({ input }) => `A name holds no hidden codes: this one is ${harmlessText(String(input))}.`,
});
