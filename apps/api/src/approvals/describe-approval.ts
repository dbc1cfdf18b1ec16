import type { ApprovalRow } from "@riposte/db";
import { approverWords, piecesOf, shownPiece } from "@riposte/plan";
import type { ApprovalRequest } from "@riposte/plan";

/** `names`: of people, by e-mail. */
export function describeApproval(row: ApprovalRow, names: ReadonlyMap<string, string>) {
  const request = JSON.parse(row.request) as ApprovalRequest;
  return {
    id: row.id,
    run: row.runId,
    step: row.step,
    /** The iteration that it stands in; empty: none. */
    scope: row.scope,
    attempt: row.attempt,
    stepLabel: request.stepLabel,
    approvers: request.approvers,
    /** The same, as people call them. */
    asks: request.approvers.map((approver) => approverWords(approver, names)),
    message: request.message,
    /** The same in pieces, words and values told apart; of a long value the beginning (see `approvals.whole`). */
    question: piecesOf(request).map(shownPiece),
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
    /** Made, and the run has not heard of it yet. */
    kept:
      row.outcome !== null || row.keptOutcome === null
        ? null
        : {
            outcome: row.keptOutcome,
            by: row.keptBy,
            at: row.keptAt?.toISOString() ?? null,
            comment: row.keptComment ?? "",
          },
  };
}

function readArguments(payload: NonNullable<ApprovalRequest["call"]>["arguments"]): string {
  return payload.kind === "inline" ? payload.json : payload.preview;
}
