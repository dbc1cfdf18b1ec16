import { setTimeout as sleep } from "node:timers/promises";

const EVERY_MS = 200;

/** The API runs before it can reach its database; what we ask of it has to wait until it does. */
export async function untilServes(address: string, stop: AbortSignal): Promise<void> {
  while (!stop.aborted && !(await serves(address))) {
    await sleep(EVERY_MS, undefined, { signal: stop }).catch(() => {});
  }
}

async function serves(address: string): Promise<boolean> {
  try {
    const response = await fetch(`${address}/readyz`);
    await response.body?.cancel();
    return response.ok;
  } catch {
    return false;
  }
}
