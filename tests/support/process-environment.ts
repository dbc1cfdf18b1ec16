import { readFile } from "node:fs/promises";

/** What a process of ours was started with, from Linux's /proc. */
export async function environmentOf(pid: number): Promise<ReadonlyMap<string, string>> {
  const pairs = (await readFile(`/proc/${pid}/environ`, "utf8")).split("\0").filter(Boolean);
  return new Map(pairs.map((pair) => [pair.slice(0, pair.indexOf("=")), pair.slice(pair.indexOf("=") + 1)]));
}
