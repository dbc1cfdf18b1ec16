import { readFile, stat } from "node:fs/promises";
import { join } from "node:path";
import { z } from "zod";

/** What the supervisor writes beside its data: whenever a process starts or ends, and every few seconds. */
const note = z.object({
  /** When it was written. */
  at: z.iso.datetime().optional(),
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

export type ProcessRow = z.infer<typeof note>["processes"][number];

/** The supervisor writes every 5 s; a busy machine may keep it waiting. */
const SILENCE_MS = 20_000;

/** Empty where nobody supervises us. */
export async function readProcesses(dataFolder: string): Promise<readonly ProcessRow[]> {
  try {
    const path = join(dataFolder, "processes.json");
    const [text, { mtimeMs }] = await Promise.all([readFile(path, "utf8"), stat(path)]);
    return await seeProcesses(JSON.parse(text), Date.now(), mtimeMs);
  } catch {
    return [];
  }
}

/**
 * The note as far as it can be believed, `touchedMs` the last sign of life of who writes it where there was no room to
 * write: of a supervisor that is gone or writes no more it says how things were, so
 * that the others are shown as they can be seen from outside.
 */
export async function seeProcesses(
  written: unknown,
  nowMs: number,
  touchedMs = 0,
): Promise<readonly ProcessRow[]> {
  const { at, processes } = note.parse(written);
  const supervisor = processes.find(({ name }) => name === "supervisor");
  const pid = supervisor?.pid ?? null;
  if (pid === null) return processes;
  const isSilent = at !== undefined && nowMs - Math.max(Date.parse(at), touchedMs) > SILENCE_MS;
  const isGone = !(await isThere(pid));
  if (!isGone && !isSilent) return processes;
  return Promise.all(
    processes.map(async (row) => {
      if (row === supervisor) return { ...row, state: isGone ? "gone" : "not answering" };
      if (row.pid === null) return row;
      return { ...row, state: (await isThere(row.pid)) ? "there, not watched" : "gone" };
    }),
  );
}

/** Whether what is written of the processes is not watched over any more. */
export function isUnwatched(processes: readonly Pick<ProcessRow, "name" | "state">[]): boolean {
  return processes.some(
    ({ name, state }) => name === "supervisor" && (state === "gone" || state === "not answering"),
  );
}

/** One that has ended and was not waited for, as its parent stands still, is not there either. */
async function isThere(pid: number): Promise<boolean> {
  const stat = await readFile(`/proc/${pid}/stat`, "utf8").catch(() => null);
  if (stat !== null) return !/^[ZX]/.test(stat.slice(stat.lastIndexOf(")") + 2));
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && "code" in error && error.code === "EPERM";
  }
}
