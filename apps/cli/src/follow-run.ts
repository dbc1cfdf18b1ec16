import { setTimeout } from "node:timers/promises";
import type { Client, RunOutline } from "./client.ts";
import { isAway } from "./explain-error.ts";

const AWAY_TRIES = 60;
const AWAY_PAUSE_MS = 1_000;

/**
 * Tells every change of a run until it is over. A server that is away for up to a minute is waited for:
 * it may be restarting, and the run goes on meanwhile.
 */
export async function* followRun(client: Client, id: string): AsyncGenerator<RunOutline> {
  let cursor: string | undefined;
  let failures = 0;
  for (;;) {
    let seen: RunOutline;
    try {
      seen = await client.runs.watch.query({ id, cursor });
      failures = 0;
    } catch (error) {
      failures += 1;
      // A first call that fails is most likely a wrong address.
      if (!isAway(error) || cursor === undefined || failures > AWAY_TRIES) throw error;
      await setTimeout(AWAY_PAUSE_MS);
      continue;
    }
    if (seen.cursor !== cursor) yield seen;
    if (seen.run.over) return;
    cursor = seen.cursor;
  }
}
