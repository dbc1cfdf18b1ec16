import { setTimeout as sleep } from "node:timers/promises";
import { descendants, signal } from "./session.ts";

const GRACE_MS = 5_000;

/**
 * The launcher ends a job as soon as the connection of its worker is gone. The leases of that worker may be ended when
 * the last job has; one that will not go is killed.
 */
export async function untilJobsAreGone(launcher: number | null): Promise<void> {
  if (launcher === null) return;
  const deadline = Date.now() + GRACE_MS;
  for (;;) {
    const jobs = await descendants(launcher);
    if (jobs.length === 0) return;
    if (Date.now() > deadline) for (const job of jobs) signal(job.pid, "SIGKILL");
    await sleep(20);
  }
}
