import { z } from "zod";
import { pythonVersion } from "../actions/action-definition.ts";
import { scriptSource } from "../actions/save-input.ts";

const MOST_SCRIPTS = 20;

/** The scripts of an action as they stand in its editor. */
export const openInput = z
  .object({
    scripts: z
      .array(z.object({ source: scriptSource, python: pythonVersion.optional() }).strict())
      .min(1)
      .max(MOST_SCRIPTS),
    requirements: z.string().max(100_000).default(""),
  })
  .strict();

export type OpenInput = z.infer<typeof openInput>;
