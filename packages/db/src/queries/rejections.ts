import type { Sql } from "postgres";

export interface RejectionCount {
  readonly triggerId: string;
  readonly reason: string;
  readonly count: number;
}

/** Adds to the counters; each (trigger, reason) at most once in the list. */
export async function countRejections(sql: Sql, counts: readonly RejectionCount[]): Promise<void> {
  await sql`
    insert into webhook_rejections (trigger_id, reason, count)
    select * from unnest(
      ${counts.map((row) => row.triggerId)}::text[],
      ${counts.map((row) => row.reason)}::text[],
      ${counts.map((row) => row.count)}::int[]
    )
    on conflict (trigger_id, reason)
    do update set count = webhook_rejections.count + excluded.count, last_at = now()`;
}
