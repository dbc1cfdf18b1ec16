import { setTimeout as sleep } from "node:timers/promises";
import { descendants, signal } from "./session.ts";
import type { ProcStat } from "./identity.ts";

const GRACE_MS = 5_000;

/** Children of the launcher that belong to no job: zygote, egress proxy, sandboxes that are ready (launch/standby.py). */
const IDLE = new Set(["riposte-zygote", "riposte-egress", "riposte-idle"]);

/**
 * The launcher ends a job as soon as the connection of its worker is gone. The leases of that worker may be ended when
 * the last job has; one that will not go is killed.
 */
export async function untilJobsAreGone(launcher: number | null): Promise<void> {
  if (launcher === null) return;
  const deadline = Date.now() + GRACE_MS;
  // Twice: one that was given its script this very moment may not have taken its other name yet.
  for (let empty = 0; empty < 2;) {
    const jobs = await jobsBelow(launcher);
    empty = jobs.length === 0 ? empty + 1 : 0;
    if (Date.now() > deadline) for (const job of jobs) signal(job.pid, "SIGKILL");
    await sleep(20);
  }
}

/** What a script has named so itself lies deeper, and counts. */
export async function jobsBelow(launcher: number): Promise<readonly ProcStat[]> {
  const below = await descendants(launcher);
  const idle = below.filter(({ name, parent }) => parent === launcher && IDLE.has(name));
  const spared = new Set(
    (await Promise.all(idle.map(({ pid }) => descendants(pid)))).flat().map(({ pid }) => pid),
  );
  return below.filter((stat) => !idle.includes(stat) && !spared.has(stat.pid));
}
