import { z } from "zod";
import type { ScriptLimits } from "./plan.ts";

const count = (least: number, most: number) => z.int().min(least).max(most).optional();

/** What a script may use beside time and memory: seconds of the processor, processes, megabytes. */
export const scriptLimits = z
  .object({
    cpu: count(1, 86_400),
    processes: count(2, 32_768),
    output: count(1, 1_024),
    disk: count(1, 4_096),
  })
  .strict();

/** As a plan says it. */
export function plannedLimits({ cpu, processes, output, disk }: z.infer<typeof scriptLimits>): ScriptLimits {
  return {
    ...(cpu === undefined ? {} : { cpuSeconds: cpu }),
    ...(processes === undefined ? {} : { processes }),
    ...(output === undefined ? {} : { outputMb: output }),
    ...(disk === undefined ? {} : { diskMb: disk }),
  };
}
