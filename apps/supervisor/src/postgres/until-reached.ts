import { setTimeout as sleep } from "node:timers/promises";
import { connect } from "@riposte/db";
import { UserError } from "../user-error.ts";

const ANSWER_MS = 12_000;

/**
 * Gives up on what takes the connection and then is no PostgreSQL: the driver would dial again without end.
 * Whatever the server says itself is left to the migrations, which explain it.
 * @throws UserError
 */
export async function untilReached(url: string): Promise<void> {
  const over = new AbortController();
  const connection = connect(url, { max: 1, name: "riposte supervisor" });
  const asked = connection.sql`select 1`.then(
    () => true,
    () => true,
  );
  const late = sleep(ANSWER_MS, false, { signal: over.signal }).catch(() => false);
  try {
    if (await Promise.race([asked, late])) return;
  } finally {
    over.abort();
    void connection.close().catch(() => {});
  }
  const { hostname, port } = new URL(url);
  throw new UserError(
    `PostgreSQL at ${hostname}:${port === "" ? "5432" : port} cannot be used: it does not answer as PostgreSQL does; correct DATABASE_URL.`,
  );
}
