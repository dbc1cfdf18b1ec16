import type { PastDecision, PastRecord, Payload } from "@riposte/plan";
import { and, asc, eq, sql } from "drizzle-orm";
import type { Sql } from "postgres";
import type { Database } from "../connect.ts";
import { backtestEvents, backtests } from "../schema/backtests.ts";
import { approvals, inbox, runs, stepRuns } from "../schema/runs.ts";
import { RUN_WITH_PLAYBOOK } from "./runs.ts";

export type BacktestEventRow = typeof backtestEvents.$inferSelect;

/** An event that is to be tried by whoever has claimed it. */
export interface ClaimedEvent {
  readonly backtestId: string;
  readonly position: number;
  readonly runId: string;
  readonly workspaceId: string;
  readonly planHash: string;
  /** How often it was claimed before. */
  readonly triedBefore: number;
}

/** Who is killed meanwhile leaves it to others after this. */
const LEASE = "60 seconds";

/** The next event of the backtest that has waited longest; null: there is nothing to do. */
export async function claimBacktestEvent(sql: Sql): Promise<ClaimedEvent | null> {
  const [claimed] = await sql<ClaimedEvent[]>`
    with chosen as (
      select e.backtest_id, e.position, b.workspace_id, b.plan_hash
      from backtest_events e join backtests b on b.id = e.backtest_id
      where b.state = 'going' and e.result is null and (e.claimed_until is null or e.claimed_until < now())
      order by b.created_at, e.position
      limit 1
      for update of e skip locked
    )
    update backtest_events e
    set claimed_until = now() + ${LEASE}::interval, claims = e.claims + 1
    from chosen c
    where e.backtest_id = c.backtest_id and e.position = c.position
    returning e.backtest_id as "backtestId", e.position, e.run_id as "runId", c.workspace_id as "workspaceId",
      c.plan_hash as "planHash", e.claims - 1 as "triedBefore"`;
  return claimed ?? null;
}

/** What came of it, as JSON texts. The last one ends the backtest. */
export async function settleBacktestEvent(
  sql: Sql,
  { backtestId, position }: Pick<ClaimedEvent, "backtestId" | "position">,
  found: { readonly result: string; readonly steps: string; readonly differs: boolean | null },
): Promise<void> {
  await sql.begin(async (tx) => {
    // Two that settle the last two at once would each see the other's as missing.
    await tx`select id from backtests where id = ${backtestId} for update`;
    await tx`
      update backtest_events
      set result = ${found.result}, steps = ${found.steps}, differs = ${found.differs}, claimed_until = null
      where backtest_id = ${backtestId} and position = ${position} and result is null`;
    await tx`
      update backtests set state = 'ended', ended_at = now()
      where id = ${backtestId} and state = 'going'
        and not exists (select 1 from backtest_events where backtest_id = ${backtestId} and result is null)`;
    await tx`select pg_notify('backtests', ${backtestId})`;
  });
}

/** Whether anybody still waits for what it finds. */
export async function isBacktestGoing(sql: Sql, id: string): Promise<boolean> {
  const rows = await sql`select 1 from backtests where id = ${id} and state = 'going'`;
  return rows.length > 0;
}

export interface RecordedRun {
  readonly records: readonly PastRecord[];
  readonly decisions: readonly PastDecision[];
  /** It has more than is read. */
  readonly isCut: boolean;
}

/** Values of so many characters together are read of one run. */
const MOST_CHARACTERS = 16 * 1024 * 1024;

/** What a run recorded, values included, as far as a backtest holds them in memory. */
export async function readRecordedRun(
  db: Database,
  workspaceId: string,
  { runId, most }: { readonly runId: string; readonly most: number },
): Promise<RecordedRun> {
  const size = sql<number>`sum(coalesce(length(${stepRuns.input}), 0) + coalesce(length(${stepRuns.output}), 0))
    over (order by ${stepRuns.seq}, ${stepRuns.step}, ${stepRuns.scope})`;
  const sized = db
    .select({
      step: stepRuns.step,
      scope: stepRuns.scope,
      seq: stepRuns.seq,
      state: stepRuns.state,
      port: stepRuns.port,
      input: stepRuns.input,
      output: stepRuns.output,
      failure: stepRuns.failure,
      origin: stepRuns.origin,
      size: size.as("size"),
    })
    .from(stepRuns)
    .innerJoin(runs, eq(runs.id, stepRuns.runId))
    .where(and(eq(runs.workspaceId, workspaceId), eq(runs.id, runId)))
    .as("sized");
  const rows = await db
    .select()
    .from(sized)
    .where(sql`${sized.size} <= ${MOST_CHARACTERS}`)
    .orderBy(asc(sized.seq))
    .limit(most);
  const asked = await db
    .select({
      step: approvals.step,
      scope: approvals.scope,
      outcome: approvals.outcome,
      by: sql<string>`coalesce(${approvals.decidedBy}, '')`,
      comment: sql<string>`coalesce(${approvals.comment}, '')`,
    })
    .from(approvals)
    .where(and(eq(approvals.workspaceId, workspaceId), eq(approvals.runId, runId)))
    .orderBy(asc(approvals.attempt));
  const [count] = await db
    .select({ all: sql<number>`count(*)::int` })
    .from(stepRuns)
    .where(eq(stepRuns.runId, runId));
  return { records: rows.map(asRecord), decisions: asked, isCut: (count?.all ?? 0) > rows.length };
}

type StoredRecord = Pick<PastRecord, "step" | "scope" | "state" | "port" | "origin"> &
  Readonly<Record<"input" | "output" | "failure", string | null>>;

function asRecord({ step, scope, state, port, origin, ...stored }: StoredRecord): PastRecord {
  const { input, output, failure } = stored;
  return {
    step,
    scope,
    state,
    port,
    origin,
    input: input === null ? null : (JSON.parse(input) as Payload),
    output: output === null ? null : (JSON.parse(output) as Payload),
    failure: failure === null ? null : (JSON.parse(failure) as PastRecord["failure"]),
  };
}

/** In the order of the runs, each with its run; without what the steps did. */
export async function listBacktestEvents(db: Database, workspaceId: string, backtestId: string) {
  return db
    .select(EVENT)
    .from(backtestEvents)
    .innerJoin(backtests, eq(backtests.id, backtestEvents.backtestId))
    .innerJoin(runs, eq(runs.id, backtestEvents.runId))
    .leftJoin(inbox, eq(inbox.id, runs.id))
    .where(and(eq(backtests.workspaceId, workspaceId), eq(backtests.id, backtestId)))
    .orderBy(asc(backtestEvents.position));
}

const EVENT = {
  run: runs.id,
  version: runs.version,
  state: runs.state,
  createdAt: runs.createdAt,
  /** The beginning of its event, enough to tell it from others. */
  event: RUN_WITH_PLAYBOOK.event,
  result: backtestEvents.result,
};

/** One of them, with what the steps did. */
export async function findBacktestEvent(
  db: Database,
  workspaceId: string,
  { backtestId, runId }: { readonly backtestId: string; readonly runId: string },
) {
  const [row] = await db
    .select({ ...EVENT, steps: backtestEvents.steps })
    .from(backtestEvents)
    .innerJoin(backtests, eq(backtests.id, backtestEvents.backtestId))
    .innerJoin(runs, eq(runs.id, backtestEvents.runId))
    .leftJoin(inbox, eq(inbox.id, runs.id))
    .where(
      and(
        eq(backtests.workspaceId, workspaceId),
        eq(backtests.id, backtestId),
        eq(backtestEvents.runId, runId),
      ),
    );
  return row ?? null;
}
