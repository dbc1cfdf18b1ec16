import { readdir, readFile, readlink, rm } from "node:fs/promises";
import { setTimeout as sleep } from "node:timers/promises";
import { allProcesses, signal } from "../processes/session.ts";

const GRACE_MS = 20_000;

/**
 * Stops a server that still runs on this folder although nobody watches it, and removes a postmaster.pid whose number
 * belongs to somebody else by now: PostgreSQL itself would refuse to start.
 */
export async function stopLeftover(folder: string): Promise<void> {
  const text = await readFile(`${folder}/postmaster.pid`, "utf8").catch(() => null);
  if (text === null) return;
  const pid = Number(text.split("\n")[0]);
  if (await runsOn(pid, folder)) {
    signal(pid, "SIGINT");
    const deadline = Date.now() + GRACE_MS;
    while (Date.now() < deadline && (await runsOn(pid, folder))) await sleep(50);
    if (await runsOn(pid, folder)) signal(pid, "SIGKILL");
  }
  await untilNobodyUses(folder);
  if (await canTell()) await rm(`${folder}/postmaster.pid`, { force: true });
}

/** Server processes whose parent was killed notice it, but not at once. */
async function untilNobodyUses(folder: string): Promise<void> {
  for (;;) {
    const all = await allProcesses();
    const using = await Promise.all(all.map((stat) => runsOn(stat.pid, folder)));
    if (!using.includes(true)) return;
    await sleep(50);
  }
}

/** PostgreSQL's processes stand in their data folder. */
async function runsOn(pid: number, folder: string): Promise<boolean> {
  if ((await readlink(`/proc/${pid}/cwd`).catch(() => "")) !== folder) return false;
  return (await readFile(`/proc/${pid}/cmdline`, "utf8").catch(() => "")).includes("postgres");
}

async function canTell(): Promise<boolean> {
  return (await readdir("/proc").catch(() => [])).length > 0;
}
