import { z } from "zod";
import { pythonVersion } from "../actions/action-definition.ts";

const MOST_SCRIPTS = 20;

/** The scripts of an action as they stand in its editor: what decides which of their imports are found. */
export const openInput = z
  .object({
    scripts: z
      .array(
        z
          .object({
            /** As in a `requirements.txt`. */
            requirements: z.string().max(100_000).default(""),
            python: pythonVersion.optional(),
          })
          .strict(),
      )
      .min(1)
      .max(MOST_SCRIPTS),
  })
  .strict();

export type OpenInput = z.infer<typeof openInput>;
