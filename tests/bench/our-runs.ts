import type { Client } from "@temporalio/client";
import { newId } from "@riposte/db";
import type { Connection } from "@riposte/db";
import type { Payload } from "@riposte/plan";
import { PlanRef, RUN_QUEUE, WORKFLOW_TYPE } from "@riposte/temporal";
import type { RunInput } from "@riposte/temporal";

interface Published {
  readonly id: string;
  readonly workspaceId: string;
  readonly version: number;
  readonly planHash: string;
}

/**
 * Starts a run of ours as the dispatcher does, its rows being there already, and waits for its end: the
 * same two calls of the client as on the hand-written side. Gives milliseconds.
 */
export async function timeOurRun(
  sql: Connection["sql"],
  client: Client,
  playbook: string,
  eventOf?: EventOf,
): Promise<number> {
  return (await ourRun(sql, client, playbook, eventOf)).took;
}

/** The event of a run in that workspace. */
type EventOf = (workspaceId: string) => Promise<Payload>;

const nothing: EventOf = () => Promise.resolve({ kind: "inline", json: "{}" });

export async function ourRun(
  sql: Connection["sql"],
  client: Client,
  playbook: string,
  eventOf = nothing,
): Promise<{ readonly runId: string; readonly took: number }> {
  const [published] = await sql<Published[]>`
    select p.id, p.workspace_id as "workspaceId", v.version, v.plan_hash as "planHash"
    from playbooks p join versions v on v.playbook_id = p.id and v.version = p.published_version
    where p.name = ${playbook}`;
  if (published === undefined) throw new Error(`${playbook} is not published`);
  const runId = newId("run");
  const { id, workspaceId, version, planHash } = published;
  const trigger = await eventOf(workspaceId);
  const event = JSON.stringify(trigger);
  // Already started, as far as the dispatcher is concerned: nobody else starts it.
  await sql`
    insert into inbox (id, workspace_id, playbook_id, plan_hash, version, event, dedupe_scope, dedupe_key, body_hash,
                       start_attempted_at, started_at)
    values (${runId}, ${workspaceId}, ${id}, ${planHash}, ${version}, ${event}, 'bench', ${runId}, '', now(), now())`;
  await sql`
    insert into runs (id, workspace_id, playbook_id, version, plan_hash, state)
    values (${runId}, ${workspaceId}, ${id}, ${version}, ${planHash}, 'queued')`;

  const startedAt = Date.now();
  const input: RunInput = {
    facts: {
      id: runId,
      playbook,
      playbookId: id,
      version,
      workspaceId,
      simulate: false,
      startedAt,
      shortens: true,
    },
    trigger,
    resume: null,
    inOrder: true,
    makesWay: true,
  };
  const from = performance.now();
  const record = (await client.workflow.execute(WORKFLOW_TYPE, {
    workflowId: runId,
    taskQueue: RUN_QUEUE,
    args: [input, new PlanRef(planHash)],
  })) as { readonly state: string };
  const took = performance.now() - from;
  if (record.state !== "done") throw new Error(`${playbook} ended ${record.state}`);
  return { runId, took };
}

/** Rows for a hand-written run, so that its closing record finds what ours finds. */
export async function makeTheirRow(
  sql: Connection["sql"],
  playbook: string,
): Promise<{ runId: string; workspaceId: string }> {
  const runId = newId("run");
  const [row] = await sql<{ workspaceId: string }[]>`
    insert into runs (id, workspace_id, playbook_id, version, plan_hash, state)
    select ${runId}, p.workspace_id, p.id, v.version, v.plan_hash, 'queued'
    from playbooks p join versions v on v.playbook_id = p.id and v.version = p.published_version
    where p.name = ${playbook}
    returning workspace_id as "workspaceId"`;
  if (row === undefined) throw new Error(`${playbook} is not published`);
  return { runId, workspaceId: row.workspaceId };
}
