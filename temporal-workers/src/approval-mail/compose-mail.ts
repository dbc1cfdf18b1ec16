import { cutWords, harmlessText } from "@riposte/plan";
import type { ApprovalRequest } from "@riposte/plan";
import { cutText } from "@riposte/plan/cut-text";

/** The page has all of it. */
const LONGEST = 4_000;
const SIMULATED =
  "This run is simulated: whatever is decided, its writes and messages are only shown. Nothing is changed.";

export interface Asking {
  readonly approvalId: string;
  readonly runId: string;
  readonly playbook: string;
  readonly request: ApprovalRequest;
  /** "For each host 4": of a loop each asks; null: the step stands in none. */
  readonly iteration: string | null;
  /** Writes and messages of the run are shown and not sent. */
  readonly simulate: boolean;
  /** E-mail addresses; none: nobody of the approvers has one. */
  readonly to: readonly string[];
  /** How the outside reaches Riposte, or null where it was not told. */
  readonly publicUrl: string | null;
}

/**
 * The mail to those who may decide. It leaves the house: no arguments and nothing of the event beyond what the
 * author wrote into the message. Its link only opens a page.
 */
export function composeMail({ approvalId, runId, request, simulate, to, publicUrl, ...asking }: Asking) {
  const { message, stepLabel, expiresAt, call } = request;
  const label = oneLine(stepLabel);
  const playbook = oneLine(asking.playbook);
  const iteration = asking.iteration === null ? null : oneLine(asking.iteration);
  const asks = iteration === null ? label : `${label}, ${iteration}`;
  const lines = [
    ...(simulate ? [SIMULATED, ""] : []),
    message.trim() === "" ? `"${label}" waits for your decision.` : harmlessText(shortened(message)),
    "",
    `Playbook: ${playbook}`,
    `Step: ${label}`,
    ...(iteration === null ? [] : [`Iteration: ${iteration}`]),
    ...(call === null ? [] : [`It would call: ${call.action}`]),
    `Run: ${runId}`,
    ...(expiresAt === null ? [] : [`Decide before: ${utcWords(expiresAt)}`]),
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
    subject: `${simulate ? "Simulated: decision" : "Decision"} needed: ${asks} (${playbook})`,
    text: lines.join("\n"),
    html: null,
  };
}

function shortened(message: string): string {
  if (message.length <= LONGEST) return message;
  const beginning = cutText(message, LONGEST);
  return `${beginning}\n(${cutWords(beginning.length, message.length)})`;
}

/** Nobody knows the reader's zone. */
function utcWords(instant: number): string {
  const toTheSecond = new Date(instant).toISOString().slice(0, 19).replace("T", " ");
  return `${toTheSecond.replace(/:00$/, "")} UTC`;
}

function oneLine(text: string): string {
  return harmlessText(text.replaceAll(/\s+/g, " ").trim().slice(0, 200));
}
