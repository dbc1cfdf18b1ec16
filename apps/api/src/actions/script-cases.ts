import { z } from "zod";

const MOST = 100;

/** A call of a script that its author keeps, and what is to come of it; neither `result` nor `fails`: whatever comes. */
const scriptCase = z
  .object({
    name: z.string().trim().min(1).max(100),
    arguments: z.record(z.string(), z.json()),
    result: z.json().optional(),
    /** It fails, and its message holds this. */
    fails: z.string().min(1).max(2_000).optional(),
  })
  .strict()
  .refine(({ result, fails }) => result === undefined || fails === undefined, {
    message: "A case gives a result or fails, and not both.",
  });

/** Saved with the script that they are of, so that they travel with it. */
export const scriptCases = z
  .array(scriptCase)
  .max(MOST)
  .refine((cases) => new Set(cases.map(({ name }) => name)).size === cases.length, {
    message: "Two cases of a script have the same name.",
  })
  .optional();
