import { fromPlain } from "@riposte/template";
import type { InlinePayload } from "../payload.ts";
import { toPayload } from "../payload.ts";
import type { ApprovalPolicy } from "../plan.ts";
import type { Ruling } from "./executors/executor.ts";
import { issue, setTimer } from "./issue.ts";
import type { Active, Turn } from "./turn.ts";
import { cancelTimer, waitFor } from "./turn.ts";

export function askApproval(turn: Turn, active: Active, policy: ApprovalPolicy): void {
  if (policy.expiresAfterMs !== null) setTimer(active, "expiry", turn.now + policy.expiresAfterMs);
  issue(turn, active, "decision");
}

/** The question is answered: whatever the answer, nobody is asked any more. */
export function closeApproval(turn: Turn, active: Active, ruling: Ruling): void {
  if (ruling.decision === "expired") active.status.timer = undefined;
  cancelTimer(turn, active.status);
  waitFor(turn, active.status, undefined);
  const { decision: outcome, by, comment } = ruling;
  const { step, scope } = active;
  turn.commands.push({ kind: "close_approval", step: step.id, scope, outcome, by, comment });
}

export function rulingOutput({ decision, by, comment }: Ruling): InlinePayload {
  return toPayload(fromPlain({ decision, by, comment }));
}

export function rulingText({ decision, by, comment }: Ruling): string {
  if (decision === "expired") return "Expired: nobody decided in time.";
  const verb = decision === "approved" ? "Approved" : "Rejected";
  return comment === "" ? `${verb} by ${by}.` : `${verb} by ${by}: ${comment}`;
}
