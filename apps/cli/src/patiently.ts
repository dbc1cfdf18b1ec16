import { setTimeout } from "node:timers/promises";
import { isAway } from "./explain-error.ts";

const TRIES = 60;
const PAUSE_MS = 1_000;

/**
 * Asks again for up to a minute while the server is away: it may be restarting. For what may be asked twice only, and
 * where a wrong address is out of the question (`mayBeWrong` throws for one at once).
 */
export async function patiently<T>(
  ask: () => Promise<T>,
  mayBeWrong: (error: unknown) => boolean = () => false,
): Promise<T> {
  for (let tries = 1; ; tries++) {
    try {
      return await ask();
    } catch (error) {
      if (!isAway(error) || tries > TRIES || mayBeWrong(error)) throw error;
      await setTimeout(PAUSE_MS);
    }
  }
}
