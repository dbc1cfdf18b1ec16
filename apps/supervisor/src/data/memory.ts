import { readFile } from "node:fs/promises";
import { z } from "zod";
import { writeJson } from "./write-json.ts";
import type { DataFolder } from "./folder.ts";

const remembered = z.object({
  ports: z.object({ postgres: z.int().optional(), temporal: z.int().optional() }).default({}),
  /** Loaded once: what a user changed or removed afterwards stays so. */
  examplesLoaded: z.boolean().default(false),
});

export type Memory = z.infer<typeof remembered>;

/** What this data folder remembers from start to start. */
export async function readMemory(data: DataFolder): Promise<Memory> {
  const text = await readFile(data.file("settings.json"), "utf8").catch(() => "{}");
  const parsed = remembered.safeParse(JSON.parse(text));
  return parsed.success ? parsed.data : remembered.parse({});
}

export async function writeMemory(data: DataFolder, memory: Memory): Promise<void> {
  await writeJson(data.file("settings.json"), memory, 0o600);
}
