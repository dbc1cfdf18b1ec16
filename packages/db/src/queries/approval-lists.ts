import { and, asc, desc, eq, inArray, isNull } from "drizzle-orm";
import type { Database } from "../connect.ts";
import { approvals, runs, stepRuns } from "../schema/runs.ts";
import type { ApprovalRow } from "./approvals.ts";

export async function findApproval(
  db: Database,
  workspaceId: string,
  id: string,
): Promise<ApprovalRow | null> {
  const [row] = await db
    .select()
    .from(approvals)
    .where(and(eq(approvals.workspaceId, workspaceId), eq(approvals.id, id)));
  return row ?? null;
}

/** Newest first. */
export async function listApprovals(
  db: Database,
  workspaceId: string,
  filter: { readonly runId?: string | undefined; readonly onlyOpen?: boolean; readonly limit: number },
): Promise<readonly ApprovalRow[]> {
  const ofRun = filter.runId === undefined ? undefined : eq(approvals.runId, filter.runId);
  const open = filter.onlyOpen === true ? isNull(approvals.outcome) : undefined;
  return db
    .select()
    .from(approvals)
    .where(and(eq(approvals.workspaceId, workspaceId), ofRun, open))
    .orderBy(desc(approvals.createdAt))
    .limit(filter.limit);
}

/** Steps of runs that are not over of which nobody knows what became; the longest first. */
export async function listUnknownOutcomes(
  db: Database,
  workspaceId: string,
  limit: number,
): Promise<
  readonly Pick<typeof stepRuns.$inferSelect, "runId" | "step" | "scope" | "failure" | "startedAt">[]
> {
  return db
    .select({
      runId: stepRuns.runId,
      step: stepRuns.step,
      scope: stepRuns.scope,
      failure: stepRuns.failure,
      startedAt: stepRuns.startedAt,
    })
    .from(runs)
    .innerJoin(stepRuns, eq(stepRuns.runId, runs.id))
    .where(
      and(
        eq(runs.workspaceId, workspaceId),
        inArray(runs.state, ["running", "waiting", "stuck"]),
        eq(stepRuns.state, "unknown"),
      ),
    )
    .orderBy(asc(stepRuns.startedAt), asc(stepRuns.runId))
    .limit(limit);
}
