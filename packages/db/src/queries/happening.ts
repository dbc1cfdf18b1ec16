import { and, asc, eq, inArray, isNull, sql } from "drizzle-orm";
import type { Database } from "../connect.ts";
import { approvals, runs, stepRuns } from "../schema/runs.ts";

const UNFINISHED = ["unknown", "undecided", "approval", "running", "turn", "waiting"] as const;

export interface HappeningRow {
  readonly runId: string;
  readonly step: string;
  readonly scope: string;
  readonly state: (typeof UNFINISHED)[number];
  readonly note: string | null;
  /** JSON text of the open question to people; null where there is none. */
  readonly request: string | null;
}

/** More steps than this at once nobody reads in a list. */
const MOST = 2_000;

/** In which states the steps of these runs are that have begun and not ended; nothing of a run that has none. */
export async function listUnfinishedStates(
  db: Database,
  workspaceId: string,
  runIds: readonly string[],
): Promise<ReadonlyMap<string, readonly Pick<HappeningRow, "state">[]>> {
  if (runIds.length === 0) return new Map();
  const rows = await db
    .selectDistinct({ runId: stepRuns.runId, state: sql<HappeningRow["state"]>`${stepRuns.state}` })
    .from(stepRuns)
    .innerJoin(runs, eq(runs.id, stepRuns.runId))
    .where(
      and(
        eq(runs.workspaceId, workspaceId),
        inArray(stepRuns.runId, [...runIds]),
        inArray(stepRuns.state, [...UNFINISHED]),
      ),
    );
  return Map.groupBy(rows, ({ runId }) => runId);
}

/** The steps of these runs that have begun and not ended. */
export async function listHappening(
  db: Database,
  workspaceId: string,
  runIds: readonly string[],
): Promise<readonly HappeningRow[]> {
  if (runIds.length === 0) return [];
  return db
    .select({
      runId: stepRuns.runId,
      step: stepRuns.step,
      scope: stepRuns.scope,
      state: sql<HappeningRow["state"]>`${stepRuns.state}`,
      note: stepRuns.note,
      request: approvals.request,
    })
    .from(stepRuns)
    .innerJoin(runs, eq(runs.id, stepRuns.runId))
    .leftJoin(
      approvals,
      and(
        eq(approvals.runId, stepRuns.runId),
        eq(approvals.step, stepRuns.step),
        eq(approvals.scope, stepRuns.scope),
        isNull(approvals.outcome),
        eq(stepRuns.state, "approval"),
      ),
    )
    .where(
      and(
        eq(runs.workspaceId, workspaceId),
        inArray(stepRuns.runId, [...runIds]),
        inArray(stepRuns.state, [...UNFINISHED]),
      ),
    )
    .orderBy(asc(stepRuns.startedAt), asc(stepRuns.step))
    .limit(MOST);
}
