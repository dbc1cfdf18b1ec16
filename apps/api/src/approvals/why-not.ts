import type { ApprovalRow } from "@riposte/db";
import { approverWords } from "@riposte/plan";
import type { ApprovalRequest } from "@riposte/plan";
import { shownName } from "../context.ts";
import type { Actor } from "../context.ts";
import { allows, PERMISSIONS, ROLES } from "../permissions.ts";
import { mayDecide } from "./may-decide.ts";

export interface Objection {
  readonly kind: "forbidden" | "conflict";
  /** What is the case now, in words for who wanted to decide. */
  readonly message: string;
}

/** What stands against this caller's deciding it now; null: nothing. */
export function whyNot(actor: Actor, approval: ApprovalRow): Objection | null {
  return stateObjection(actor, approval) ?? personObjection(actor, approval);
}

/** Whether this caller has said what became of it. */
export function wasMine(actor: Actor, { decidedBy }: Pick<ApprovalRow, "decidedBy">): boolean {
  return decidedBy === shownName(actor);
}

const NOT_HEARD = "the run has not answered yet, and goes on by it as soon as a worker is there.";

function stateObjection(actor: Actor, approval: ApprovalRow): Objection | null {
  const { outcome, decidedAt, decidedBy, comment, expiresAt, keptOutcome, keptBy, keptAt } = approval;
  if (outcome === "withdrawn") {
    return { kind: "conflict", message: `Nobody is asked any more: ${comment ?? "the run has ended."}` };
  }
  if (outcome === "expired") {
    return { kind: "conflict", message: `This approval expired${at(expiresAt)}: nobody decided in time.` };
  }
  if (outcome !== null) {
    if (wasMine(actor, approval)) return { kind: "conflict", message: `You ${outcome} it${at(decidedAt)}.` };
    const who = decidedBy === null || decidedBy === "" ? "" : ` by ${decidedBy}`;
    const said = comment === null || comment === "" ? "" : `, with the comment "${comment}"`;
    const message = `This approval was ${outcome} already${who}${at(decidedAt)}${said}.`;
    return { kind: "conflict", message };
  }
  if (keptOutcome !== null) {
    const who =
      keptBy === shownName(actor)
        ? `You ${keptOutcome} it`
        : `${keptBy ?? "Somebody"} ${keptOutcome} it already`;
    return { kind: "conflict", message: `${who}${at(keptAt)}: ${NOT_HEARD}` };
  }
  if (expiresAt !== null && expiresAt.getTime() <= Date.now()) {
    return { kind: "conflict", message: `This approval expired${at(expiresAt)}: nobody decided in time.` };
  }
  return null;
}

function personObjection(actor: Actor, { request }: ApprovalRow): Objection | null {
  const { approvers } = JSON.parse(request) as ApprovalRequest;
  if (!mayDecide(actor, approvers)) {
    const among = approvers.map((each) => approverWords(each)).join(", ");
    const message = `${shownName(actor)} is not among the approvers: ${among}.${roleWords(actor, approvers)}`;
    return { kind: "forbidden", message };
  }
  if (!allows(actor.role, "approvals.decide")) {
    const least = PERMISSIONS["approvals.decide"];
    return { kind: "forbidden", message: `Deciding needs the role ${least}; you are ${actor.role}.` };
  }
  return null;
}

/** Who has lost a role since they were asked finds here what they are now, and what it takes. */
function roleWords({ kind, role }: Actor, approvers: readonly string[]): string {
  const wanted = approvers.flatMap((each) => (each.startsWith("role:") ? [each.slice("role:".length)] : []));
  const least = ROLES.find((each) => wanted.includes(each));
  if (least === undefined) return "";
  const subject = kind === "person" ? "your role is" : "this token's role is";
  return ` It takes the role ${least}; ${subject} ${role}.`;
}

function at(instant: Date | null): string {
  return instant === null ? "" : ` at ${instant.toISOString()}`;
}
