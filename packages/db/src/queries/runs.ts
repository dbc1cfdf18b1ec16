import { and, asc, eq, exists, isNotNull, isNull, or, sql } from "drizzle-orm";
import type { Sql } from "postgres";
import type { Database } from "../connect.ts";
import { playbooks } from "../schema/playbooks.ts";
import { approvals, dispatchProgress, inbox, responses, runs, stepRuns } from "../schema/runs.ts";
import { listAttempts } from "./attempts.ts";
import type { AttemptRow } from "./attempts.ts";
import { unresolvedSteps } from "./findings.ts";

export type RunRow = typeof runs.$inferSelect;
export type StepRunRow = typeof stepRuns.$inferSelect;
export type ResponseRow = typeof responses.$inferSelect;
export interface RunWithPlaybook {
  readonly run: RunRow;
  readonly playbook: string;
  /** Null where the inbox has forgotten it. */
  readonly simulate: boolean | null;
  /** The beginning of its `Payload` as JSON text. */
  readonly event: string | null;
  /** Why it is not started by itself, or was not run. */
  readonly heldReason: string | null;
  /** Of how many of its steps nobody knows what became. */
  readonly unknown: number;
  /** The run that started it; null where none did. */
  readonly startedByRun: {
    readonly run: string;
    readonly kind: "child" | "on_error";
    readonly playbook: string;
  } | null;
}

/** Enough of an event to tell it from others. */
const EVENT_BEGINNING = 4_096;

/** For a `RunWithPlaybook`: from `runs` with its playbook and, where there is one, its inbox row. */
export const RUN_WITH_PLAYBOOK = {
  run: runs,
  playbook: playbooks.name,
  simulate: inbox.simulate,
  unknown: unresolvedSteps,
  heldReason: inbox.heldReason,
  startedByRun: sql<RunWithPlaybook["startedByRun"]>`(
    select json_build_object('run', link.parent_id, 'kind', link.kind, 'playbook', caller_playbook.name)
    from run_links link join runs caller on caller.id = link.parent_id
    join playbooks caller_playbook on caller_playbook.id = caller.playbook_id
    where link.run_id = ${runs.id})`,
  event: sql<string | null>`left(${inbox.event}, ${sql.raw(String(EVENT_BEGINNING))})`,
};

export async function findRun(
  db: Database,
  workspaceId: string,
  id: string,
): Promise<RunWithPlaybook | null> {
  const [row] = await db
    .select(RUN_WITH_PLAYBOOK)
    .from(runs)
    .innerJoin(playbooks, eq(playbooks.id, runs.playbookId))
    .leftJoin(inbox, eq(inbox.id, runs.id))
    .where(and(eq(runs.workspaceId, workspaceId), eq(runs.id, id)));
  return row ?? null;
}

/** In the order they started; those that have not come last. */
export async function listStepRuns(
  db: Database,
  workspaceId: string,
  runId: string,
): Promise<readonly StepRunRow[]> {
  const rows = await db
    .select({ row: stepRuns })
    .from(stepRuns)
    .innerJoin(runs, eq(runs.id, stepRuns.runId))
    .where(and(eq(runs.workspaceId, workspaceId), eq(stepRuns.runId, runId)))
    .orderBy(sql`${stepRuns.startedAt} asc nulls last`, asc(stepRuns.seq), asc(stepRuns.step));
  return rows.map(({ row }) => row);
}

export interface RunStoryRows {
  readonly inbox: typeof inbox.$inferSelect | null;
  readonly steps: readonly StepRunRow[];
  readonly attempts: readonly AttemptRow[];
  readonly approvals: readonly (typeof approvals.$inferSelect)[];
  readonly response: ResponseRow | null;
}

/** All rows of a run; the caller has found the run in its workspace (`findRun`). */
export async function readRunRows(db: Database, workspaceId: string, runId: string): Promise<RunStoryRows> {
  const mine = eq(runs.workspaceId, workspaceId);
  const [inboxRows, steps, attemptRows, approvalRows, responseRows] = await Promise.all([
    db
      .select()
      .from(inbox)
      .where(and(eq(inbox.workspaceId, workspaceId), eq(inbox.id, runId))),
    listStepRuns(db, workspaceId, runId),
    listAttempts(db, workspaceId, runId),
    db
      .select()
      .from(approvals)
      .where(and(eq(approvals.workspaceId, workspaceId), eq(approvals.runId, runId)))
      .orderBy(asc(approvals.createdAt)),
    db
      .select({ row: responses })
      .from(responses)
      .innerJoin(runs, eq(runs.id, responses.runId))
      .where(and(mine, eq(responses.runId, runId))),
  ]);
  return {
    inbox: inboxRows[0] ?? null,
    steps,
    attempts: attemptRows,
    approvals: approvalRows,
    response: responseRows[0]?.row ?? null,
  };
}

/** Accepted, and not started by itself: those held for a reason of their own, and while all starts are held all. Oldest first. */
export async function listHeldRows(
  db: Database,
  workspaceId: string,
): Promise<readonly (typeof inbox.$inferSelect)[]> {
  const allHeld = db.select().from(dispatchProgress).where(isNotNull(dispatchProgress.heldSince));
  return db
    .select()
    .from(inbox)
    .where(
      and(
        eq(inbox.workspaceId, workspaceId),
        isNull(inbox.startedAt),
        or(isNotNull(inbox.heldReason), exists(allHeld)),
      ),
    )
    .orderBy(asc(inbox.receivedAt))
    .limit(1_000);
}

/**
 * Ends a run that nobody has tried to start, or that is held: its inbox row is closed for good. False when the dispatcher
 * was quicker; then the workflow has to be asked.
 */
export async function cancelQueuedRun(
  db: Database,
  workspaceId: string,
  change: { readonly runId: string; readonly reason: string; readonly failure: string },
): Promise<boolean> {
  const held = await db
    .update(inbox)
    .set({ heldReason: change.reason, startedAt: sql`now()` })
    .where(
      and(
        eq(inbox.workspaceId, workspaceId),
        eq(inbox.id, change.runId),
        or(isNull(inbox.startAttemptedAt), isNotNull(inbox.heldReason)),
        isNull(inbox.startedAt),
      ),
    )
    .returning({ id: inbox.id });
  if (held.length === 0) return false;
  await db
    .update(runs)
    .set({ state: "cancelled", failure: change.failure, finishedAt: sql`now()`, touchedAt: sql`now()` })
    .where(and(eq(runs.workspaceId, workspaceId), eq(runs.id, change.runId)));
  await db.execute(sql`select pg_notify('runs', ${change.runId})`);
  return true;
}

/** For the sender who waits: the run's state and what it answered. A prepared statement, for it is on the hot path. */
export async function readResponse(
  client: Sql,
  workspaceId: string,
  runId: string,
): Promise<{
  readonly state: RunRow["state"];
  readonly response: Pick<ResponseRow, "status" | "body"> | null;
} | null> {
  const [row] = await client<{ state: RunRow["state"]; status: number | null; body: string | null }[]>`
    select runs.state, responses.status, responses.body
    from runs left join responses on responses.run_id = runs.id
    where runs.id = ${runId} and runs.workspace_id = ${workspaceId}`;
  if (row === undefined) return null;
  const { state, status, body } = row;
  return { state, response: status === null || body === null ? null : { status, body } };
}
