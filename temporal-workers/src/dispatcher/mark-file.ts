import { randomUUID } from "node:crypto";
import { mkdir, readFile, rename, writeFile } from "node:fs/promises";
import { dirname } from "node:path";
import type { DispatchMark } from "@riposte/db";
import { z } from "zod";

const markFile = z.object({ database: z.string(), ticks: z.int().nonnegative() });

/**
 * Null without a file, or with one that cannot be read. That raises no alarm, for it says nothing about the
 * database: a moved installation, a cleared cache and a first start look the same.
 */
export async function readMark(path: string): Promise<DispatchMark | null> {
  try {
    return markFile.parse(JSON.parse(await readFile(path, "utf8")));
  } catch {
    return null;
  }
}

/** Whole or not at all, and only what is committed: a crash before it leaves a file that is behind, never ahead. */
export async function writeMark(path: string, { database, ticks }: DispatchMark): Promise<void> {
  await mkdir(dirname(path), { recursive: true });
  const unfinished = `${path}.${randomUUID()}`;
  await writeFile(unfinished, JSON.stringify({ database, ticks }), { flush: true });
  await rename(unfinished, path);
}
