import { and, eq, sql } from "drizzle-orm";
import type { SQL } from "drizzle-orm";
import type { Database } from "../connect.ts";
import { runnerJobs } from "../schema/runners.ts";

// The way of the runners; the worker that holds the attempt goes by SQL functions (migrations/0031).

/** Who asks: a runner, by a token of its group. */
export interface GroupRunner {
  readonly workspaceId: string;
  readonly group: string;
  /** Of one start of its process. */
  readonly runner: string;
}

export interface SentJob {
  readonly id: string;
  readonly runId: string;
  readonly step: string;
  readonly scope: string;
  readonly attempt: number;
  readonly fence: number;
  /** In milliseconds since the epoch. */
  readonly expiresAt: number;
  /** Sealed. */
  readonly body: Uint8Array;
}

/** Of those that are offered to its group the oldest; null where there is none, or it is being drained. */
export async function takeRunnerJob(
  db: Database,
  { workspaceId, group, runner }: GroupRunner,
): Promise<string | null> {
  const [row] = await db.execute<{ id: string }>(sql`
    with taken as (
      update runner_jobs set state = 'taken', runner_id = ${runner}, beat_at = clock_timestamp()
      where id = (
        select j.id from runner_jobs j
        where j.workspace_id = ${workspaceId} and j.runner_group = ${group} and j.state = 'offered'
          and exists (
            select from runners r
            where r.id = ${runner} and r.workspace_id = ${workspaceId} and r.runner_group = ${group}
              and not r.is_draining)
        order by j.offered_at limit 1 for update skip locked)
      returning id)
    select id, pg_notify('runner_jobs', id) from taken`);
  return row?.id ?? null;
}

/** `waits`: its attempt is not claimed yet; `gone`: it is not this runner's any more, or was never. */
export async function openRunnerJob(
  db: Database,
  of: GroupRunner,
  id: string,
): Promise<SentJob | "waits" | "gone"> {
  const [row] = await db.select().from(runnerJobs).where(own(of, id));
  if (row === undefined) return "gone";
  if (row.state === "taken") return "waits";
  const { runId, step, scope, attempt, fence, expiresAt, body } = row;
  if (fence === null || expiresAt === null || body === null || !(await isClaimed(db, id))) return "gone";
  return { id, runId, step, scope, attempt, fence, expiresAt, body };
}

/** Says that its script runs; what it should stop for, null where it should not. `gone`: nobody waits for it. */
export async function beatRunnerJob(
  db: Database,
  of: GroupRunner,
  id: string,
): Promise<{ readonly stop: string | null } | "gone"> {
  const [row] = await db
    .update(runnerJobs)
    .set({ beatAt: sql`clock_timestamp()` })
    .where(and(own(of, id), eq(runnerJobs.state, "sent"), claimed))
    .returning({ stop: runnerJobs.stop });
  return row ?? "gone";
}

/** False where nobody waits for it any more: what the runner brings is refused. */
export async function endRunnerJob(
  db: Database,
  of: GroupRunner,
  { id, result }: { readonly id: string; readonly result: Uint8Array },
): Promise<boolean> {
  const ended = await db
    .update(runnerJobs)
    .set({ state: "ended", result, body: null })
    .where(and(own(of, id), eq(runnerJobs.state, "sent"), claimed))
    .returning({ told: sql`pg_notify('runner_jobs', ${id})` });
  return ended.length === 1;
}

/** Under the very claim that it was sent under, and in time. By their full names: attempts have columns of the same ones. */
const claimed: SQL = sql`runner_jobs.expires_at > extract(epoch from clock_timestamp()) * 1000 and exists (
  select from attempts a
  where (a.run_id, a.step, a.scope, a.attempt)
      = (runner_jobs.run_id, runner_jobs.step, runner_jobs.scope, runner_jobs.attempt)
    and a.state = 'claimed' and a.owner = runner_jobs.owner and a.fence = runner_jobs.fence
    and a.lease_until > clock_timestamp())`;

async function isClaimed(db: Database, id: string): Promise<boolean> {
  const rows = await db
    .select({ id: runnerJobs.id })
    .from(runnerJobs)
    .where(and(eq(runnerJobs.id, id), eq(runnerJobs.state, "sent"), claimed));
  return rows.length === 1;
}

function own({ workspaceId, group, runner }: GroupRunner, id: string) {
  return and(
    eq(runnerJobs.id, id),
    eq(runnerJobs.workspaceId, workspaceId),
    eq(runnerJobs.group, group),
    eq(runnerJobs.runnerId, runner),
  );
}
