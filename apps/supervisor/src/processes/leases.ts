import { setTimeout as sleep } from "node:timers/promises";
import { connect, expireOwner } from "@riposte/db";
import type { Roster } from "./roster.ts";

const PAUSE_MS = 500;

export interface Leases {
  /** Once a worker and all that it started are gone: its attempts need not wait for their leases. */
  readonly expire: (instance: string) => Promise<void>;
  readonly close: () => Promise<void>;
}

/** Ends leases in the background, as soon as the database answers; what is not done by the end, the next start does. */
export function openLeases(databaseUrl: string, roster: Roster): Leases {
  const stop = new AbortController();
  const open = new Set<Promise<void>>();

  async function expireAtLast(instance: string): Promise<void> {
    while (!stop.signal.aborted) {
      try {
        await using connection = connect(databaseUrl, { max: 1, name: "riposte supervisor", hurried: true });
        await expireOwner(connection.db, instance);
        return await roster.settled(instance);
      } catch {
        await sleep(PAUSE_MS, undefined, { signal: stop.signal }).catch(() => {});
      }
    }
  }

  return {
    async expire(instance) {
      const work = expireAtLast(instance).finally(() => open.delete(work));
      open.add(work);
    },
    async close() {
      await Promise.race([Promise.all(open), sleep(2_000)]);
      stop.abort();
      await Promise.all(open);
    },
  };
}
