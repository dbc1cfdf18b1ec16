import type { StepRecord } from "@riposte/plan";
import { and, asc, desc, eq, inArray, sql } from "drizzle-orm";
import type { Sql } from "postgres";
import type { Database } from "../connect.ts";
import { draftTests } from "../schema/drafts.ts";
import { findings, reruns, runs, stepRuns } from "../schema/runs.ts";

type RerunRow = typeof reruns.$inferSelect;

/** A run that is to repeat another one. */
export interface Rerun extends Pick<
  RerunRow,
  "runId" | "rerunOf" | "kind" | "step" | "recorded" | "requestedBy"
> {
  readonly workspaceId: string;
  /** What runs; for the draft that was tried the version is 0. */
  readonly planHash: string;
  readonly version: number;
  /** The draft that is tried; null: what was tried by the run that is repeated, if it tried one. */
  readonly draft: { readonly revision: number; readonly graph: string } | null;
  readonly simulate: boolean;
  /** Only where this version is the published one. */
  readonly mustBePublished: boolean;
  readonly dedupeKey: string;
  /** SHA-256 (hex) of what was asked for: the same key with another wish is a conflict. */
  readonly bodyHash: string;
}

export type AcceptedRerun =
  | { readonly kind: "accepted"; readonly runId: string }
  | { readonly kind: "duplicate"; readonly runId: string; readonly sameBody: boolean }
  /** The playbook was published again, switched off or removed in the meantime. */
  | { readonly kind: "moved" };

/**
 * Commits the run, with event and turn of the first, what it takes over, and NOTIFY: all or nothing, once a
 * key. It repeats one run, whatever it was joined with: it is not joined with others.
 */
export async function acceptRerun(client: Sql, rerun: Rerun): Promise<AcceptedRerun> {
  const { runId, workspaceId, rerunOf, planHash, version, mustBePublished } = rerun;
  const scope = `rerun:${rerunOf}`;
  const accepted = await client`
    with seat as (
      insert into inbox (id, workspace_id, playbook_id, plan_hash, version, event, simulate,
                         dedupe_scope, dedupe_key, body_hash, turn_key, turn_else)
      select ${runId}, p.workspace_id, p.id, ${planHash}, ${version}::integer, i.event, ${rerun.simulate},
             ${scope}, ${rerun.dedupeKey}, ${rerun.bodyHash},
             case when ${version}::integer <> 0 then i.turn_key end, case when ${version}::integer <> 0 then i.turn_else end
      from inbox i join playbooks p on p.id = i.playbook_id
      where i.id = ${rerunOf} and i.workspace_id = ${workspaceId} and p.deleted_at is null
        and (p.enabled or ${version}::integer = 0)
        and (not ${mustBePublished}::boolean or p.published_version = ${version}::integer)
      on conflict do nothing
      returning id, workspace_id, playbook_id, version, plan_hash, turn_key
    ), run as (
      insert into runs (id, workspace_id, playbook_id, version, plan_hash, state)
      select id, workspace_id, playbook_id, version, plan_hash, 'queued' from seat
    ), linked as (
      insert into reruns (run_id, rerun_of, kind, step, recorded, requested_by)
      select id, ${rerunOf}, ${rerun.kind}, ${rerun.step}, ${rerun.recorded}, ${rerun.requestedBy} from seat
    ), tried as (
      insert into draft_tests (run_id, revision, graph, reach, step)
      select s.id, d.revision, d.graph, d.reach, d.step from seat s
      cross join lateral (
        select ${rerun.draft?.revision ?? null}::integer as revision, ${rerun.draft?.graph ?? null}::text as graph,
          'all' as reach, null::text as step
        where ${rerun.draft !== null}::boolean
        union all
        -- Of one step alone nothing is taken over any more: what leads up to it runs too.
        select t.revision, t.graph, case t.reach when 'one' then 'up_to' else t.reach end, t.step from draft_tests t
        where t.run_id = ${rerunOf} and not ${rerun.draft !== null}::boolean
      ) d
      where s.version = 0
    )
    select id, pg_notify('inbox', id), case when turn_key is not null then pg_notify('inbox', '') end,
      pg_notify('runs', ${rerunOf})
    from seat`;
  if (accepted.length === 1) return { kind: "accepted", runId };
  const [first] = await client<{ id: string; body_hash: string }[]>`
    select id, body_hash from inbox
    where dedupe_scope = ${scope} and dedupe_key = ${rerun.dedupeKey} and workspace_id = ${workspaceId}`;
  if (first === undefined) return { kind: "moved" };
  return { kind: "duplicate", runId: first.id, sameBody: first.body_hash === rerun.bodyHash };
}

/** What a run was started with, as a rerun or as a test: `RecordedStep`s as JSON text; null: nothing. */
export async function findRecorded(db: Database, workspaceId: string, runId: string): Promise<string | null> {
  const [row] = await db
    .select({ recorded: sql<string | null>`coalesce(${reruns.recorded}, ${draftTests.recorded})` })
    .from(runs)
    .leftJoin(reruns, eq(reruns.runId, runs.id))
    .leftJoin(draftTests, eq(draftTests.runId, runs.id))
    .where(and(eq(runs.workspaceId, workspaceId), eq(runs.id, runId)));
  return row?.recorded ?? null;
}

/** How the runs of this workspace hang together: what this one repeats, and what repeats it, the newest first. */
export async function listReruns(db: Database, workspaceId: string, runId: string) {
  const columns = {
    run: reruns.runId,
    rerunOf: reruns.rerunOf,
    kind: reruns.kind,
    step: reruns.step,
    requestedBy: reruns.requestedBy,
    state: runs.state,
    createdAt: runs.createdAt,
  };
  const mine = eq(runs.workspaceId, workspaceId);
  const [[of], later] = await Promise.all([
    db
      .select(columns)
      .from(reruns)
      .innerJoin(runs, eq(runs.id, reruns.runId))
      .where(and(mine, eq(reruns.runId, runId))),
    db
      .select(columns)
      .from(reruns)
      .innerJoin(runs, eq(runs.id, reruns.runId))
      .where(and(mine, eq(reruns.rerunOf, runId)))
      .orderBy(desc(runs.createdAt))
      .limit(100),
  ]);
  return { of: of ?? null, later };
}

/** Of these runs: which other run each repeats, and how many runs repeat it. */
export async function countReruns(
  db: Database,
  ids: readonly string[],
): Promise<ReadonlyMap<string, { readonly rerunOf: string | null; readonly reruns: number }>> {
  if (ids.length === 0) return new Map();
  const [of, later] = await Promise.all([
    db
      .select({ run: reruns.runId, rerunOf: reruns.rerunOf })
      .from(reruns)
      .where(inArray(reruns.runId, [...ids])),
    db
      .select({ run: reruns.rerunOf, count: sql<number>`count(*)::int` })
      .from(reruns)
      .where(inArray(reruns.rerunOf, [...ids]))
      .groupBy(reruns.rerunOf),
  ]);
  const repeats = new Map(of.map(({ run, rerunOf }) => [run, rerunOf]));
  const counts = new Map(later.map(({ run, count }) => [run, count]));
  return new Map(ids.map((id) => [id, { rerunOf: repeats.get(id) ?? null, reruns: counts.get(id) ?? 0 }]));
}

export type PastStepRow = Pick<StepRecord, "step" | "scope" | "seq" | "port" | "attempt"> & {
  readonly state: StepRecord["state"];
  readonly origin: "reused" | "by_hand" | null;
  /** What a person found became of it, where nobody knew. */
  readonly found: "done" | "failed" | null;
};

/** All steps of a run, without their values. */
export async function listPastSteps(
  db: Database,
  workspaceId: string,
  runId: string,
): Promise<readonly PastStepRow[]> {
  return db
    .select({
      step: stepRuns.step,
      scope: stepRuns.scope,
      seq: stepRuns.seq,
      state: stepRuns.state,
      port: stepRuns.port,
      attempt: stepRuns.attempt,
      origin: stepRuns.origin,
      found: findings.outcome,
    })
    .from(stepRuns)
    .innerJoin(runs, eq(runs.id, stepRuns.runId))
    .leftJoin(
      findings,
      and(
        eq(findings.runId, stepRuns.runId),
        eq(findings.step, stepRuns.step),
        eq(findings.scope, stepRuns.scope),
      ),
    )
    .where(and(eq(runs.workspaceId, workspaceId), eq(stepRuns.runId, runId)))
    .orderBy(asc(stepRuns.seq));
}

/** The values of these steps, by `<step> <scope>`; each `Payload` and `Failure` as JSON text. */
export async function readPastValues(db: Database, runId: string, keys: readonly string[]) {
  if (keys.length === 0) return [];
  return db
    .select({
      step: stepRuns.step,
      scope: stepRuns.scope,
      state: stepRuns.state,
      output: stepRuns.output,
      failure: stepRuns.failure,
      note: stepRuns.note,
      origin: stepRuns.origin,
    })
    .from(stepRuns)
    .where(
      and(eq(stepRuns.runId, runId), inArray(sql`${stepRuns.step} || ' ' || ${stepRuns.scope}`, [...keys])),
    );
}
