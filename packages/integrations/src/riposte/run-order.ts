import { z } from "zod";

/** Settings of a trigger that say in which order its runs go, and which do not run at all. */

export const debounce = z
  .strictObject({
    key: z
      .string()
      .min(1)
      .max(2_000)
      .describe("Template of the key: events with the same one belong together"),
    seconds: z.int().min(1).max(86_400).default(30).describe("Counted from the first of them"),
    keep: z
      .enum(["last", "first"])
      .default("last")
      .describe("Which one runs: the last when the time is over, or the first at once"),
  })
  .optional()
  .describe("Events that come together are one: the others are kept, and say which run stands for them");

export const oneAtATime = z
  .strictObject({
    key: z.string().min(1).max(2_000).describe("Template of the key; a fixed text is one key for all events"),
    otherwise: z
      .enum(["wait", "skip"])
      .default("wait")
      .describe("What becomes of the next one: it waits, or is recorded as skipped"),
  })
  .optional()
  .describe("Of runs with the same key only one is under way at a time");
