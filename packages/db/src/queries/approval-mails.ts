import type { Sql } from "postgres";

/** A mail that asks somebody to decide, and has not gone out. */
export interface ApprovalMail {
  readonly id: string;
  readonly workspaceId: string;
  readonly requestKey: string;
  /** JSON text: from, to, cc, bcc, replyTo, subject, text, html. */
  readonly message: string;
}

/** Under this key lies the one mail about an approval. */
export function approvalMailKey(approvalId: string): string {
  return `approval/${approvalId}`;
}

/** Of approvals that are still open, in all workspaces; the oldest first. */
export async function listApprovalMails(sql: Sql, limit: number): Promise<readonly ApprovalMail[]> {
  return sql<ApprovalMail[]>`
    select o.id, o.workspace_id as "workspaceId", o.request_key as "requestKey", o.message
    from approvals a join outbox o on o.request_key = 'approval/' || a.id
    where a.outcome is null and (a.expires_at is null or a.expires_at > now()) and o.state = 'kept'
    order by o.created_at
    limit ${limit}`;
}

/**
 * Takes it, for good: from here on nobody else sends it, whatever becomes of us. Until `settleMessage` says
 * otherwise it counts as failed, for the reason given. False when somebody else has it.
 */
export async function takeApprovalMail(sql: Sql, id: string, meanwhile: string): Promise<boolean> {
  const taken = await sql`
    update outbox set state = 'failed', error = ${meanwhile} where id = ${id} and state = 'kept' returning id`;
  return taken.length === 1;
}

/** Gives it back: it has certainly not gone out, and is to be tried again. */
export async function returnApprovalMail(sql: Sql, id: string, why: string): Promise<void> {
  await sql`update outbox set state = 'kept', error = ${why} where id = ${id} and state = 'failed'`;
}
