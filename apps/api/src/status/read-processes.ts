import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { z } from "zod";

/** What the supervisor writes beside its data whenever a process starts or ends. */
const processesFile = z.object({
  processes: z.array(
    z.looseObject({
      name: z.string(),
      pid: z.int().nullable(),
      state: z.string(),
      user: z.string().nullish(),
      address: z.string().nullish(),
    }),
  ),
});

export type ProcessRow = z.infer<typeof processesFile>["processes"][number];

/** Empty where nobody supervises us. */
export async function readProcesses(dataFolder: string): Promise<readonly ProcessRow[]> {
  try {
    const text = await readFile(join(dataFolder, "processes.json"), "utf8");
    return processesFile.parse(JSON.parse(text)).processes;
  } catch {
    return [];
  }
}
