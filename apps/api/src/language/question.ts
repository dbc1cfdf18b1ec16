import { z } from "zod";
import { scriptSource } from "../actions/save-input.ts";
import { position } from "./answers.ts";

export const sessionRef = z.string().min(1).max(100);
/** The place of a script among those that the session began with. */
export const scriptPlace = z.int().min(0).max(50);

/** A text as it stands; versions only grow. */
export const writtenText = z
  .object({
    version: z
      .int()
      .min(0)
      .max(2 ** 31),
    source: scriptSource,
  })
  .strict();

/** What can be asked of a script. No file is ever named: each place is one within a script of the session. */
export const question = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("completion"), position }).strict(),
  /** More about one of the completions that were offered last. */
  z.object({ kind: z.literal("about"), label: z.string().max(500) }).strict(),
  z.object({ kind: z.literal("hover"), position }).strict(),
  z.object({ kind: z.literal("signature"), position }).strict(),
  z.object({ kind: z.literal("definition"), position }).strict(),
]);

export type Question = z.infer<typeof question>;
