import { setTimeout as sleep } from "node:timers/promises";
import type { Connection } from "@riposte/db";
import type { Logger } from "pino";
import { isDatabaseAway } from "./database-away.ts";

const PAUSE_MS = 500;

/** A database that is starting is waited for; one that refuses us is an error. */
export async function untilDatabaseAnswers(sql: Connection["sql"], log: Logger): Promise<void> {
  for (let tries = 0; ; tries++) {
    try {
      await sql`select 1`;
      return;
    } catch (error) {
      if (!isDatabaseAway(error)) throw error;
      if (tries % 10 === 0) log.warn({ err: error }, "waiting for the database");
      await sleep(PAUSE_MS);
    }
  }
}
