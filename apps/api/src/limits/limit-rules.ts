import { z } from "zod";

/** What is over either waits its turn. */
export const limitRules = z
  .object({
    /** How many go on at once. */
    atOnce: z.int().min(1).max(100_000).nullable().default(null),
    /** How many begin in any so many seconds. */
    rate: z
      .object({ count: z.int().min(1).max(100_000), seconds: z.int().min(1).max(86_400) })
      .strict()
      .nullable()
      .default(null),
  })
  .strict();
