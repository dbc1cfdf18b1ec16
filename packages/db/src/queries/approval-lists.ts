import { and, asc, desc, eq, inArray, isNotNull, isNull, sql } from "drizzle-orm";
import type { Database } from "../connect.ts";
import { approvals, runs, stepRuns } from "../schema/runs.ts";
import type { ApprovalRow } from "./approvals.ts";
import { isUnresolved } from "./findings.ts";
import { readableJson } from "./readable-json.ts";

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

interface ApprovalFilter {
  readonly runId?: string | undefined;
  readonly step?: string | undefined;
  readonly scope?: string | undefined;
  readonly onlyOpen?: boolean;
  readonly limit: number;
}

/** Newest first. */
export async function listApprovals(
  db: Database,
  workspaceId: string,
  filter: ApprovalFilter,
): Promise<readonly ApprovalRow[]> {
  const ofRun = filter.runId === undefined ? undefined : eq(approvals.runId, filter.runId);
  const ofStep = filter.step === undefined ? undefined : eq(approvals.step, filter.step);
  const ofScope = filter.scope === undefined ? undefined : eq(approvals.scope, filter.scope);
  const open = filter.onlyOpen === true ? isNull(approvals.outcome) : undefined;
  return db
    .select()
    .from(approvals)
    .where(and(eq(approvals.workspaceId, workspaceId), ofRun, ofStep, ofScope, open))
    .orderBy(desc(approvals.createdAt))
    .limit(filter.limit);
}

/** Those that are closed, however; the newest answer first. */
export async function listDecidedApprovals(
  db: Database,
  workspaceId: string,
  limit: number,
): Promise<readonly ApprovalRow[]> {
  return db
    .select()
    .from(approvals)
    .where(and(eq(approvals.workspaceId, workspaceId), isNotNull(approvals.outcome)))
    .orderBy(sql`${approvals.decidedAt} desc nulls last`, desc(approvals.id))
    .limit(limit);
}

/**
 * Open ones, the longest waiting first. `designated`: only those whose approvers name one of these, in full
 * (`user:<e-mail>` in lower case, `token:<name>`, `role:<role>`); what stands there without its kind is a person
 * where it holds an @, and a token otherwise.
 */
export async function listOpenApprovals(
  db: Database,
  workspaceId: string,
  wanted: { readonly designated: readonly string[] | null; readonly limit: number },
): Promise<readonly ApprovalRow[]> {
  const approver = sql`case
    when a like 'user:%' then lower(a)
    when a like 'token:%' or a like 'role:%' then a
    when a like '%@%' then 'user:' || lower(a)
    else 'token:' || a end`;
  const isMine =
    wanted.designated === null
      ? undefined
      : sql`exists (
          select 1 from json_array_elements_text(${readableJson(approvals.request)} -> 'approvers') a
          where ${inArray(approver, [...wanted.designated])})`;
  return db
    .select()
    .from(approvals)
    .where(and(eq(approvals.workspaceId, workspaceId), isNull(approvals.outcome), isMine))
    .orderBy(asc(approvals.createdAt), asc(approvals.id))
    .limit(wanted.limit);
}

/** Steps that have failed and ask what becomes of that; the longest first. */
export async function listUndecidedSteps(db: Database, workspaceId: string, limit: number) {
  return db
    .select({
      runId: stepRuns.runId,
      step: stepRuns.step,
      scope: stepRuns.scope,
      input: stepRuns.input,
      failure: stepRuns.failure,
      startedAt: stepRuns.startedAt,
    })
    .from(runs)
    .innerJoin(stepRuns, eq(stepRuns.runId, runs.id))
    .where(
      and(
        eq(runs.workspaceId, workspaceId),
        inArray(runs.state, ["running", "waiting", "paused", "stuck"]),
        sql`${stepRuns.state} = 'undecided'`,
      ),
    )
    .orderBy(asc(stepRuns.startedAt), asc(stepRuns.runId))
    .limit(limit);
}

/** Steps of which nobody knows what became, whatever became of their runs; the longest first. */
export async function listUnknownOutcomes(
  db: Database,
  workspaceId: string,
  limit: number,
): Promise<
  readonly Pick<
    typeof stepRuns.$inferSelect,
    "runId" | "step" | "scope" | "input" | "failure" | "startedAt"
  >[]
> {
  return db
    .select({
      runId: stepRuns.runId,
      step: stepRuns.step,
      scope: stepRuns.scope,
      input: stepRuns.input,
      failure: stepRuns.failure,
      startedAt: stepRuns.startedAt,
    })
    .from(runs)
    .innerJoin(stepRuns, eq(stepRuns.runId, runs.id))
    .where(and(eq(runs.workspaceId, workspaceId), isUnresolved))
    .orderBy(asc(stepRuns.startedAt), asc(stepRuns.runId))
    .limit(limit);
}
