import type { ApprovalRow } from "@riposte/db";
import type { ApprovalRequest } from "@riposte/plan";

export function describeApproval(row: ApprovalRow) {
  const request = JSON.parse(row.request) as ApprovalRequest;
  return {
    id: row.id,
    run: row.runId,
    step: row.step,
    attempt: row.attempt,
    stepLabel: request.stepLabel,
    approvers: request.approvers,
    message: request.message,
    /** The call that waits for it; null for an approval step. */
    action: request.call?.action ?? null,
    /** Its arguments as JSON text, or their beginning. */
    arguments: request.call === null ? null : readArguments(request.call.arguments),
    /** Null while it is open. */
    outcome: row.outcome,
    decidedBy: row.decidedBy,
    comment: row.comment,
    createdAt: row.createdAt.toISOString(),
    expiresAt: row.expiresAt?.toISOString() ?? null,
    decidedAt: row.decidedAt?.toISOString() ?? null,
  };
}

function readArguments(payload: NonNullable<ApprovalRequest["call"]>["arguments"]): string {
  return payload.kind === "inline" ? payload.json : payload.preview;
}
