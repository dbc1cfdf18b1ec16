import { sql } from "drizzle-orm";
import type { Database } from "../connect.ts";
import { plans } from "../schema/playbooks.ts";
import { runs, stepRuns } from "../schema/runs.ts";
import { readableJson } from "./readable-json.ts";

export interface RecentOutput {
  readonly action: string;
  /** A `Payload` as JSON text. */
  readonly output: string;
}

/** Looked through for outputs: no older runs, no larger values, no more of one answer. */
const RUNS = 40;
const LARGEST = 16_384;
const MOST = 120;

/** What steps that call these actions gave in the newest runs of the workspace, the newest first. */
export async function listRecentOutputs(
  db: Database,
  workspaceId: string,
  actions: readonly string[],
): Promise<readonly RecentOutput[]> {
  if (actions.length === 0) return [];
  const wanted = sql.join(
    actions.map((action) => sql`${action}`),
    sql`, `,
  );
  return db.execute<{ action: string; output: string }>(sql`
    select planned ->> 'action' as action, done.output
    from (
      select id, plan_hash, created_at from ${runs}
      where workspace_id = ${workspaceId} order by created_at desc limit ${RUNS}
    ) recent
    join ${plans} plan on plan.hash = recent.plan_hash
    cross join lateral json_array_elements(${readableJson(sql`plan.body`)} -> 'steps') planned
    join ${stepRuns} done on done.run_id = recent.id and done.step = planned ->> 'id'
    where planned ->> 'action' in (${wanted}) and done.state = 'done'
      and done.output is not null and length(done.output) <= ${LARGEST}
    order by recent.created_at desc
    limit ${MOST}`);
}
