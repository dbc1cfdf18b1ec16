import type { Payload } from "@riposte/plan";
import type { ISql } from "postgres";

export interface Answer {
  readonly runId: string;
  readonly status: number;
  readonly body: Payload;
}

/** The first answer of a run counts; the one who waits for it is told. */
export async function insertResponse(sql: ISql, answer: Answer): Promise<void> {
  await sql`
    with answer as (${answering(sql, answer)})
    select pg_notify('responses', run_id) from answer`;
}

/** Its run, where it is the first. */
export function answering(sql: ISql, { runId, status, body }: Answer) {
  return sql`
    insert into responses (run_id, status, body) values (${runId}, ${status}, ${JSON.stringify(body)})
    on conflict do nothing
    returning run_id`;
}
