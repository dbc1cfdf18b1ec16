import { readdir } from "node:fs/promises";
import { setTimeout as sleep } from "node:timers/promises";
import { readStat } from "./identity.ts";
import type { ProcStat } from "./identity.ts";

/** All processes of this machine that we can see; empty where there is no /proc. */
export async function allProcesses(): Promise<ProcStat[]> {
  const names = await readdir("/proc").catch(() => []);
  const pids = names.filter((name) => /^\d+$/.test(name)).map(Number);
  const stats = await Promise.all(pids.map((pid) => readStat(pid)));
  return stats.filter((stat): stat is ProcStat => stat !== null && stat.state !== "Z");
}

/** A child of ours leads a session of its own, so its session is what it left behind. */
async function members(session: number): Promise<number[]> {
  const found = await allProcesses();
  return found.filter((stat) => stat.session === session).map((stat) => stat.pid);
}

/** Kills everything in a session whose leader is gone, and waits until it is. */
export async function reapSession(session: number): Promise<void> {
  for (;;) {
    signalGroup(session, "SIGKILL");
    const left = await members(session);
    if (left.length === 0) return;
    for (const pid of left) signal(pid, "SIGKILL");
    await sleep(20);
  }
}

/** False when it is gone or not ours. */
export function signal(pid: number, name: NodeJS.Signals): boolean {
  try {
    return process.kill(pid, name);
  } catch {
    return false;
  }
}

/** Everything below a process, however deep. */
export async function descendants(ancestor: number): Promise<ProcStat[]> {
  const all = await allProcesses();
  const found: ProcStat[] = [];
  for (let parents = new Set([ancestor]); parents.size > 0;) {
    const children = all.filter((stat) => parents.has(stat.parent));
    found.push(...children);
    parents = new Set(children.map((child) => child.pid));
  }
  return found;
}

/** Kills a process with all that is below it, whatever session that has made itself, and waits until it is gone. */
export async function killTree(root: number): Promise<void> {
  const below = await descendants(root);
  signal(root, "SIGKILL");
  for (const { pid } of below) signal(pid, "SIGKILL");
  while ((await Promise.all(below.map(isStillThere))).includes(true)) await sleep(20);
}

async function isStillThere({ pid, startTicks }: ProcStat): Promise<boolean> {
  const stat = await readStat(pid);
  return stat !== null && stat.state !== "Z" && stat.startTicks === startTicks;
}

function signalGroup(leader: number, name: NodeJS.Signals): boolean {
  return signal(-leader, name);
}
