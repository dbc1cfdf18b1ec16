import { setTimeout as sleep } from "node:timers/promises";

const EVERY_MS = 5_000;
const PATIENCE_MS = 10_000;
/** About a minute and a half without a single answer: busy machines are slow, not sick. */
const MISSES = 6;

/** Resolves with true when a process has stopped answering for good, with false when it is over. */
export async function watchHealth(health: () => Promise<void>, over: AbortSignal): Promise<boolean> {
  let missed = 0;
  while (missed < MISSES) {
    await sleep(EVERY_MS, undefined, { signal: over }).catch(() => {});
    if (over.aborted) return false;
    missed = (await answers(health)) ? 0 : missed + 1;
  }
  return !over.aborted;
}

async function answers(health: () => Promise<void>): Promise<boolean> {
  const late = new AbortController();
  try {
    const timeout = sleep(PATIENCE_MS, false, { signal: late.signal }).catch(() => false);
    return await Promise.race([health().then(() => true), timeout]);
  } catch {
    return false;
  } finally {
    late.abort();
  }
}
