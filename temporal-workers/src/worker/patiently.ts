import { setTimeout as sleep } from "node:timers/promises";
import type { Logger } from "pino";
import { describeError } from "../activities/actions/describe-error.ts";

const FIRST_PAUSE_MS = 250;
const LONGEST_PAUSE_MS = 5_000;

/** Tries until it works or nobody wants it any more (null): what we need at the start may come up after us. */
export async function patiently<T>(
  what: string,
  { logger, stop }: { readonly logger: Logger; readonly stop: AbortSignal },
  attempt: () => Promise<T>,
): Promise<T | null> {
  for (let pause = FIRST_PAUSE_MS; !stop.aborted; pause = Math.min(pause * 2, LONGEST_PAUSE_MS)) {
    try {
      return await attempt();
    } catch (error) {
      logger.warn({ error: describeError(error) }, `${what} is not there yet; trying again`);
      await sleep(pause, undefined, { signal: stop }).catch(() => {});
    }
  }
  return null;
}
