import { removeExpiredSessions, removeOldTries } from "@riposte/db";
import type { Services } from "../services.ts";

const EVERY_MS = 60 * 60_000;

/** What has run out counts for nothing already; this only keeps the tables small. Returns how to stop it. */
export function cleanUpRegularly({ db, log }: Pick<Services, "db" | "log">): () => void {
  const timer = setInterval(() => {
    Promise.all([removeExpiredSessions(db), removeOldTries(db)]).catch((error: unknown) =>
      log.warn({ err: error }, "sessions that have run out could not be removed"),
    );
  }, EVERY_MS);
  return () => clearInterval(timer);
}
