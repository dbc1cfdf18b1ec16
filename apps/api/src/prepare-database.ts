import { setTimeout as sleep } from "node:timers/promises";
import type { Connection } from "@riposte/db";
import type { Logger } from "pino";
import { ensureLocalToken } from "./auth/local-token.ts";
import { isDatabaseAway } from "./database-away.ts";

const PAUSE_MS = 500;

interface Preparation {
  readonly tokenFile: string;
  readonly log: Logger;
  /** Ends the waiting. */
  readonly over: AbortSignal;
}

/** A database that is away is waited for, whenever it goes; one that refuses us is an error. */
export async function prepareDatabase({ db, sql }: Connection, given: Preparation): Promise<void> {
  const { tokenFile, log, over } = given;
  for (let tries = 0; !over.aborted; tries++) {
    try {
      await sql`select 1`;
      await ensureLocalToken(db, tokenFile);
      return;
    } catch (error) {
      if (!isDatabaseAway(error)) throw error;
      if (tries % 10 === 0) log.warn({ err: error }, "waiting for the database");
      await sleep(PAUSE_MS, undefined, { signal: over }).catch(() => {});
    }
  }
}
