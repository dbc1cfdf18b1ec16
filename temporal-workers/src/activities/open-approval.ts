import { insertApproval, keepMessage } from "@riposte/db";
import type { Database } from "@riposte/db";
import type { RunActivities } from "@riposte/temporal";

/** Writes the question down and keeps one mail to those who may answer it. */
export async function openApproval(
  db: Database,
  approval: Parameters<RunActivities["openApproval"]>[0],
): Promise<void> {
  const id = await insertApproval(db, approval);
  const { workspaceId, runId, request } = approval;
  await keepMessage(db, {
    workspaceId,
    requestKey: `approval/${id}`,
    message: JSON.stringify({
      from: null,
      // Names of people or roles: whoever sends it knows their addresses.
      to: request.approvers,
      cc: [],
      subject: `Decision needed: ${request.stepLabel}`,
      text: mailText(runId, request),
      html: null,
    }),
  });
}

function mailText(
  runId: string,
  { message, stepLabel, expiresAt, call }: Parameters<RunActivities["openApproval"]>[0]["request"],
): string {
  const lines = [message === "" ? `${stepLabel} waits for your decision.` : message, ""];
  if (call !== null) lines.push(`It would call: ${call.action}`);
  lines.push(`Run: ${runId}`);
  if (expiresAt !== null) lines.push(`Decide before: ${new Date(expiresAt).toISOString()}`);
  return lines.join("\n");
}
