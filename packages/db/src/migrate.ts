import { fileURLToPath } from "node:url";
import { migrate as applyMigrations } from "drizzle-orm/postgres-js/migrator";
import { connect } from "./connect.ts";
import { DatabaseUnreachable, explainConnectionError, refuseUnreadableUrl } from "./unreachable.ts";

const MIGRATIONS = fileURLToPath(new URL("../migrations", import.meta.url));
/** Any number will do as long as nobody else uses it: "ripo" in ASCII. */
const LOCK = 0x7269_706f;
const OLDEST_SERVER = 140_000;

/**
 * Brings the database to the newest schema. Doing it twice, or from two processes at once, is harmless.
 * @throws DatabaseUnreachable with a sentence for people.
 */
export async function migrate(url: string): Promise<void> {
  refuseUnreadableUrl(url);
  await using connection = connect(url, { max: 1, name: "riposte migrate" });
  const { db, sql } = connection;
  try {
    const [row] = await sql<
      { version: number }[]
    >`select current_setting('server_version_num')::int as version`;
    if ((row?.version ?? 0) < OLDEST_SERVER) {
      throw new DatabaseUnreachable("PostgreSQL is too old: Riposte needs version 14 or later.");
    }
    // The pool has one connection, so the lock and the migrations share a session; closing it unlocks.
    await sql`select pg_advisory_lock(${LOCK})`;
    await applyMigrations(db, { migrationsFolder: MIGRATIONS });
  } catch (error) {
    throw explainConnectionError(error, url);
  }
}
