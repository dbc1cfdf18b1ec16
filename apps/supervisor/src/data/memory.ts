import { z } from "zod";
import { readJson, writeJson } from "./json-file.ts";
import type { DataFolder } from "./folder.ts";

const remembered = z.object({
  ports: z.object({ postgres: z.int().optional(), temporal: z.int().optional() }).default({}),
  /** Loaded once: what a user changed or removed afterwards stays so. */
  examplesLoaded: z.boolean().default(false),
});

export type Memory = z.infer<typeof remembered>;

/** What this data folder remembers from start to start. */
export async function readMemory(data: DataFolder): Promise<Memory> {
  return remembered.safeParse(await readJson(data.file("settings.json"))).data ?? remembered.parse({});
}

export async function writeMemory(data: DataFolder, memory: Memory): Promise<void> {
  await writeJson(data.file("settings.json"), memory, 0o600);
}
