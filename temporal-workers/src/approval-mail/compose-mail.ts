import { harmlessText } from "@riposte/plan";
import type { ApprovalRequest } from "@riposte/plan";

/** The page has all of it. */
const LONGEST = 4_000;

export interface Asking {
  readonly approvalId: string;
  readonly runId: string;
  readonly playbook: string;
  readonly request: ApprovalRequest;
  /** E-mail addresses; none: nobody of the approvers has one. */
  readonly to: readonly string[];
  /** How the outside reaches Riposte, or null where it was not told. */
  readonly publicUrl: string | null;
}

/**
 * The mail to those who may decide. It leaves the house: no arguments and nothing of the event beyond what the
 * author wrote into the message. Its link only opens a page.
 */
export function composeMail({ approvalId, runId, playbook, request, to, publicUrl }: Asking) {
  const { message, stepLabel, expiresAt, call } = request;
  const label = oneLine(stepLabel);
  const lines = [
    message.trim() === "" ? `"${label}" waits for your decision.` : harmlessText(message.slice(0, LONGEST)),
    "",
    `Playbook: ${oneLine(playbook)}`,
    `Step: ${label}`,
    ...(call === null ? [] : [`It would call: ${call.action}`]),
    `Run: ${runId}`,
    ...(expiresAt === null ? [] : [`Decide before: ${new Date(expiresAt).toISOString()}`]),
    "",
    publicUrl === null
      ? "See in Riposte, under Approvals, what exactly would be done, and approve or reject it."
      : "See what exactly would be done, and approve or reject it:",
    ...(publicUrl === null ? [] : [`${publicUrl.replace(/\/+$/, "")}/approvals/${approvalId}`]),
  ];
  return {
    from: null,
    to,
    cc: [],
    bcc: [],
    replyTo: null,
    subject: `Decision needed: ${label} (${oneLine(playbook)})`,
    text: lines.join("\n"),
    html: null,
  };
}

function oneLine(text: string): string {
  return harmlessText(text.replaceAll(/\s+/g, " ").trim().slice(0, 200));
}
