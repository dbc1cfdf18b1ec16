import { sql } from "drizzle-orm";
import type { Database } from "../connect.ts";
import { plans, playbooks } from "../schema/playbooks.ts";
import { runs, stepRuns } from "../schema/runs.ts";
import { readableJson } from "./readable-json.ts";

export interface PastInput {
  readonly run: string;
  readonly step: string;
  readonly scope: string;
  /** What the playbook calls the step. */
  readonly label: string;
  readonly playbook: string;
  readonly state: string;
  readonly at: string;
  /** A `Payload` as JSON text. */
  readonly input: string;
}

/** Looked through for inputs: no older runs. */
const RUNS = 200;
const MOST = 30;

/** What steps that call this action were given in the newest runs of the workspace, the newest first. */
export async function listPastInputs(
  db: Database,
  workspaceId: string,
  action: string,
): Promise<readonly PastInput[]> {
  return db.execute<Readonly<Record<keyof PastInput, string>>>(sql`
    with recent as (
      select id, plan_hash, playbook_id, created_at from ${runs}
      where workspace_id = ${workspaceId} order by created_at desc limit ${RUNS}
    ), calls as (
      select plan.hash, planned ->> 'id' as step, planned ->> 'label' as label
      from (select distinct plan_hash from recent) used
      join ${plans} plan on plan.hash = used.plan_hash
      cross join lateral json_array_elements(${readableJson(sql`plan.body`)} -> 'steps') planned
      where planned ->> 'action' = ${action}
    )
    select recent.id as run, done.step, done.scope, calls.label, playbook.name as playbook, done.state,
      coalesce(done.started_at, recent.created_at)::text as at, done.input
    from recent
    join calls on calls.hash = recent.plan_hash
    join ${playbooks} playbook on playbook.id = recent.playbook_id
    join ${stepRuns} done on done.run_id = recent.id and done.step = calls.step
    where done.input is not null
    order by recent.created_at desc, done.seq
    limit ${MOST}`);
}
