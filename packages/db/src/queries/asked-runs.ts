import type { Sql } from "postgres";

/** Workers hear that somebody is about to ask something of a run: short steps end their workflow task for it. */
export async function announceAsk(sql: Sql, runId: string): Promise<void> {
  await sql`select pg_notify('run_asked', ${runId})`;
}

/** For every ask that was announced: it was answered, or is not waited for any more. */
export async function announceAnswer(sql: Sql, runId: string): Promise<void> {
  await sql`select pg_notify('run_answered', ${runId})`;
}
