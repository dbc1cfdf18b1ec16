import { and, desc, eq, gte, inArray, isNotNull, lt, notExists, sql } from "drizzle-orm";
import type { Database } from "../connect.ts";
import { backtestEvents, backtests } from "../schema/backtests.ts";
import { playbooks } from "../schema/playbooks.ts";
import { inbox, reruns, runs } from "../schema/runs.ts";
import { TEST_VERSION } from "./draft-tests.ts";

export type BacktestRow = typeof backtests.$inferSelect;

export type NewBacktest = Pick<
  BacktestRow,
  "id" | "workspaceId" | "playbookId" | "revision" | "graph" | "planHash" | "from" | "to" | "author"
>;

/** The runs that a backtest holds a draft against, the newest first. */
export interface PastRuns {
  readonly playbookId: string;
  readonly from: Date | null;
  readonly to: Date | null;
  readonly last: number;
}

/** Whoever wants one for longer prints it. */
const KEPT = sql`now() - interval '30 days'`;

/** Runs of versions that came to their end by themselves: no tests, no reruns, nothing simulated. */
export async function listPastRuns(
  db: Database,
  workspaceId: string,
  { playbookId, from, to, last }: PastRuns,
): Promise<readonly string[]> {
  const rows = await db
    .select({ id: runs.id })
    .from(runs)
    .innerJoin(inbox, eq(inbox.id, runs.id))
    .where(
      and(
        eq(runs.workspaceId, workspaceId),
        eq(runs.playbookId, playbookId),
        inArray(runs.state, ["done", "failed"]),
        sql`${runs.version} <> ${TEST_VERSION}`,
        eq(inbox.simulate, false),
        isNotNull(runs.startedAt),
        notExists(
          db
            .select({ one: sql`1` })
            .from(reruns)
            .where(eq(reruns.runId, runs.id)),
        ),
        from === null ? undefined : gte(runs.createdAt, from),
        to === null ? undefined : lt(runs.createdAt, to),
      ),
    )
    .orderBy(desc(runs.createdAt), desc(runs.id))
    .limit(last);
  return rows.map(({ id }) => id);
}

/** With all its events, or not at all: null where another one of the playbook is still going on. */
export async function insertBacktest(
  db: Database,
  backtest: NewBacktest,
  runIds: readonly string[],
): Promise<boolean> {
  return db.transaction(async (tx) => {
    await tx.execute(sql`select pg_advisory_xact_lock(hashtext(${`backtest ${backtest.playbookId}`}))`);
    const [going] = await tx
      .select({ id: backtests.id })
      .from(backtests)
      .where(and(eq(backtests.playbookId, backtest.playbookId), eq(backtests.state, "going")));
    if (going !== undefined) return false;
    await tx
      .delete(backtests)
      .where(and(eq(backtests.workspaceId, backtest.workspaceId), lt(backtests.createdAt, KEPT)));
    await tx.insert(backtests).values(backtest);
    const events = runIds.map((runId, position) => ({ backtestId: backtest.id, position, runId }));
    await tx.insert(backtestEvents).values(events);
    await tx.execute(sql`select pg_notify('backtests', ${backtest.id})`);
    return true;
  });
}

export interface BacktestProgress extends BacktestRow {
  /** The playbook's name; a removed one has its last. */
  readonly playbook: string;
  readonly total: number;
  readonly done: number;
  /** Of those that are done: how many differ. */
  readonly differing: number;
}

const PROGRESS = {
  total: sql<number>`count(*)::int`,
  done: sql<number>`count(${backtestEvents.result})::int`,
  differing: sql<number>`(count(*) filter (where ${backtestEvents.differs}))::int`,
};

/** The newest first. */
export async function listBacktests(
  db: Database,
  workspaceId: string,
  wanted: {
    readonly playbookId?: string | undefined;
    readonly id?: string | undefined;
    readonly limit: number;
  },
): Promise<readonly BacktestProgress[]> {
  const { playbookId, id, limit } = wanted;
  const rows = await db
    .select({ backtest: backtests, playbook: playbooks.name, ...PROGRESS })
    .from(backtests)
    .innerJoin(playbooks, eq(playbooks.id, backtests.playbookId))
    .innerJoin(backtestEvents, eq(backtestEvents.backtestId, backtests.id))
    .where(
      and(
        eq(backtests.workspaceId, workspaceId),
        playbookId === undefined ? undefined : eq(backtests.playbookId, playbookId),
        id === undefined ? undefined : eq(backtests.id, id),
      ),
    )
    .groupBy(backtests.id, playbooks.name)
    .orderBy(desc(backtests.createdAt))
    .limit(limit);
  return rows.map(({ backtest, ...progress }) => ({ ...backtest, ...progress }));
}

/** False: it was over already. */
export async function stopBacktest(db: Database, workspaceId: string, id: string): Promise<boolean> {
  const rows = await db
    .update(backtests)
    .set({ state: "stopped", endedAt: sql`now()` })
    .where(and(eq(backtests.workspaceId, workspaceId), eq(backtests.id, id), eq(backtests.state, "going")))
    .returning({ told: sql`pg_notify('backtests', ${backtests.id})` });
  return rows.length > 0;
}

/** With all that it found. */
export async function deleteBacktest(db: Database, workspaceId: string, id: string): Promise<void> {
  await db.delete(backtests).where(and(eq(backtests.workspaceId, workspaceId), eq(backtests.id, id)));
}
