import { readFile, readdir } from "node:fs/promises";

const TICKS_PER_SECOND = 100;

/** CPU milliseconds that these processes and their descendants have used so far, from Linux's /proc. */
export async function cpuMilliseconds(roots: readonly number[]): Promise<number> {
  const rows = await Promise.all((await readdir("/proc")).filter((name) => /^\d+$/.test(name)).map(readRow));
  const known = rows.filter((row) => row !== null);
  const wanted = new Set(roots);
  let grown = true;
  while (grown) {
    const before = wanted.size;
    for (const { pid, parent } of known) if (wanted.has(parent)) wanted.add(pid);
    grown = wanted.size > before;
  }
  const ticks = known.filter(({ pid }) => wanted.has(pid)).reduce((sum, row) => sum + row.ticks, 0);
  return (ticks * 1_000) / TICKS_PER_SECOND;
}

async function readRow(pid: string) {
  try {
    const stat = await readFile(`/proc/${pid}/stat`, "utf8");
    // The name stands in brackets and may hold anything.
    const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
    return { pid: Number(pid), parent: Number(fields[1]), ticks: Number(fields[11]) + Number(fields[12]) };
  } catch {
    return null;
  }
}
