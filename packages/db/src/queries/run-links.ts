import type { Payload } from "@riposte/plan";
import { asc, eq, sql } from "drizzle-orm";
import { alias } from "drizzle-orm/pg-core";
import type { Sql } from "postgres";
import type { Database } from "../connect.ts";
import { playbooks } from "../schema/playbooks.ts";
import { errands, runLinks } from "../schema/run-links.ts";
import { runs } from "../schema/runs.ts";

export type RunLinkRow = typeof runLinks.$inferSelect;

export interface LinkedAcceptance {
  /** Follows from what starts it: the same one again is the same run. */
  readonly runId: string;
  readonly workspaceId: string;
  readonly playbookId: string;
  /** The published one as it was read; another one now is `moved`. */
  readonly version: number;
  readonly event: Payload;
  /** SHA-256 (hex) of the event. */
  readonly bodyHash: string;
  readonly simulate: boolean;
  readonly link: Pick<RunLinkRow, "kind" | "parentId" | "step" | "scope" | "attempt" | "depth">;
}

/**
 * Accepts a run that another run starts, on the version that is published at this moment: inbox row, run, link and
 * NOTIFY in one statement. For a run that waits for it only while that is not over: held until this is written, so that
 * its end finds what it has to stop. False: none of that holds any more since it was read.
 */
export async function acceptLinked(client: Sql, a: LinkedAcceptance): Promise<boolean> {
  const { kind, parentId, step, scope, attempt, depth } = a.link;
  const accepted = await client`
    with caller as materialized (
      select id from runs where id = ${parentId} and state not in ('done', 'failed', 'cancelled', 'lost') for share
    ), seat as (
      insert into inbox (id, workspace_id, playbook_id, trigger_id, plan_hash, version, event, simulate,
                         dedupe_scope, dedupe_key, body_hash)
      select ${a.runId}, p.workspace_id, p.id, t.id, t.plan_hash, t.version, ${JSON.stringify(a.event)},
             ${a.simulate}, ${`${kind}:${parentId}`}, ${a.runId}, ${a.bodyHash}
      from playbooks p join triggers t on t.playbook_id = p.id
      where p.id = ${a.playbookId} and p.workspace_id = ${a.workspaceId} and p.enabled and p.deleted_at is null
        and p.published_version = ${a.version} and t.version = ${a.version}
        and (${kind} <> 'child' or exists (select from caller))
      on conflict do nothing
      returning id, workspace_id, playbook_id, version, plan_hash
    ), run as (
      insert into runs (id, workspace_id, playbook_id, version, plan_hash, state)
      select id, workspace_id, playbook_id, version, plan_hash, 'queued' from seat
    ), link as (
      insert into run_links (run_id, workspace_id, kind, parent_id, step, scope, attempt, depth)
      select id, workspace_id, ${kind}, ${parentId}, ${step}, ${scope}, ${attempt}::integer, ${depth}::integer from seat
    )
    select id, pg_notify('inbox', id) from seat`;
  if (accepted.length === 1) return true;
  const [there] =
    await client`select id from inbox where id = ${a.runId} and workspace_id = ${a.workspaceId}`;
  return there !== undefined;
}

/** A run as who started it, or asks what became of it, needs to know it. */
export interface LinkedRun {
  readonly id: string;
  readonly workspaceId: string;
  readonly state: typeof runs.$inferSelect.state;
  /** A `Failure` and a `Payload` as JSON text. */
  readonly failure: string | null;
  readonly output: string | null;
  readonly link: Omit<RunLinkRow, "runId" | "workspaceId" | "createdAt"> | null;
}

export async function findLinkedRun(db: Database, runId: string): Promise<LinkedRun | null> {
  const [row] = await db
    .select({ run: runs, link: runLinks })
    .from(runs)
    .leftJoin(runLinks, eq(runLinks.runId, runs.id))
    .where(eq(runs.id, runId));
  if (row === undefined) return null;
  const { id, workspaceId, state, failure, output } = row.run;
  return { id, workspaceId, state, failure, output, link: row.link };
}

/** A playbook that another one calls; `config` is JSON text of its published trigger's settings. */
export interface CalledPlaybook {
  readonly name: string;
  readonly enabled: boolean;
  readonly version: number | null;
  readonly trigger: string | null;
  readonly config: string | null;
}

/** Null: there is none, or none any more. */
export async function findCalled(
  client: Sql,
  workspaceId: string,
  playbookId: string,
): Promise<CalledPlaybook | null> {
  const [row] = await client<CalledPlaybook[]>`
    select p.name, p.enabled, p.published_version as version, t.type as trigger, t.config
    from playbooks p left join triggers t on t.playbook_id = p.id
    where p.id = ${playbookId} and p.workspace_id = ${workspaceId} and p.deleted_at is null`;
  return row ?? null;
}

/** One run that this one started, or was started by. */
export interface RelatedRun {
  readonly id: string;
  readonly kind: RunLinkRow["kind"];
  readonly state: typeof runs.$inferSelect.state;
  readonly playbookId: string;
  readonly playbook: string;
  readonly version: number;
  readonly createdAt: Date;
  readonly step: string | null;
  readonly scope: string | null;
  readonly attempt: number | null;
}

export interface RunRelations {
  readonly parent: RelatedRun | null;
  /** In the order they were started. */
  readonly children: readonly RelatedRun[];
  /** How many there are; `children` holds the first of them. */
  readonly count: number;
  /** Why the on-error playbook did not start. */
  readonly problem: string | null;
}

/** More than these nobody reads one by one. */
const MOST_CHILDREN = 1_000;

export async function readRelations(db: Database, workspaceId: string, runId: string): Promise<RunRelations> {
  const other = alias(runs, "other");
  const related = (of: typeof runLinks.runId | typeof runLinks.parentId) =>
    db
      .select({
        id: other.id,
        kind: runLinks.kind,
        state: other.state,
        playbookId: other.playbookId,
        playbook: playbooks.name,
        version: other.version,
        createdAt: other.createdAt,
        step: runLinks.step,
        scope: runLinks.scope,
        attempt: runLinks.attempt,
        count: sql<number>`(count(*) over ())::int`,
      })
      .from(runLinks)
      .innerJoin(other, eq(other.id, of))
      .innerJoin(playbooks, eq(playbooks.id, other.playbookId));
  const mine = eq(runLinks.workspaceId, workspaceId);
  const [above, below, trouble] = await Promise.all([
    related(runLinks.parentId).where(sql`${runLinks.runId} = ${runId} and ${mine}`),
    related(runLinks.runId)
      .where(sql`${runLinks.parentId} = ${runId} and ${mine}`)
      .orderBy(asc(runLinks.createdAt), asc(runLinks.runId))
      .limit(MOST_CHILDREN),
    db
      .select({ problem: errands.problem })
      .from(errands)
      .innerJoin(runs, eq(runs.id, errands.runId))
      .where(
        sql`${errands.runId} = ${runId} and ${errands.kind} = 'on_error' and ${runs.workspaceId} = ${workspaceId}`,
      ),
  ]);
  return {
    parent: above[0] === undefined ? null : withoutCount(above[0]),
    children: below.map(withoutCount),
    count: below[0]?.count ?? 0,
    problem: trouble[0]?.problem ?? null,
  };
}

function withoutCount({ count: _count, ...run }: RelatedRun & { readonly count: number }): RelatedRun {
  return run;
}
