import { and, desc, eq, isNull } from "drizzle-orm";
import type { Database } from "../connect.ts";
import { approvals } from "../schema/runs.ts";
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
