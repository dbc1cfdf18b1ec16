import { setTimeout as sleep } from "node:timers/promises";
import { isAlive } from "./identity.ts";
import type { Trace } from "./roster.ts";
import { allProcesses, reapSession, signal } from "./session.ts";
import { startOf } from "./identity.ts";

const GRACE_MS = 5_000;
/** Last to go: the others may still have something to write. */
const SERVERS = ["temporal", "postgres"];

/** Ends what a supervisor left running that was killed; touches nothing that it did not start. */
export async function reapLeftovers(traces: readonly Trace[]): Promise<void> {
  const clients = traces.filter((trace) => !SERVERS.includes(trace.name));
  const servers = SERVERS.map((name) => traces.filter((trace) => trace.name === name));
  for (const group of [clients, ...servers]) await Promise.all(group.map((trace) => reap(trace)));
}

async function reap(trace: Trace): Promise<void> {
  if (await isAlive(trace)) {
    signal(trace.pid, trace.name === "postgres" ? "SIGINT" : "SIGTERM");
    const deadline = Date.now() + GRACE_MS;
    while (Date.now() < deadline && (await isAlive(trace))) await sleep(20);
    if (await isAlive(trace)) signal(trace.pid, "SIGKILL");
    while (await isAlive(trace)) await sleep(20);
    await reapSession(trace.pid);
  } else if (await sessionIsOurs(trace)) {
    await reapSession(trace.pid);
  }
}

/**
 * The leader is gone. While others are left in its session its pid is given to nobody; if it is free or the leader
 * of somebody else's session, then there is none of ours left.
 */
async function sessionIsOurs(trace: Trace): Promise<boolean> {
  const members = (await allProcesses()).filter((stat) => stat.session === trace.pid);
  if (members.length === 0 || members.some((stat) => stat.pid === trace.pid)) return false;
  const [boot = "", ticks = ""] = trace.started.split(" ");
  const starts = await Promise.all(members.map((stat) => startOf(stat)));
  return starts.every((start) => {
    const [itsBoot, itsTicks] = start.split(" ");
    return itsBoot === boot && Number(itsTicks) >= Number(ticks);
  });
}
