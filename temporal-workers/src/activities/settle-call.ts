import { claimAttempt, finishAttempt, forgetTurn } from "@riposte/db";
import type { Database } from "@riposte/db";
import type { Failure } from "@riposte/plan";
import type { ActionOutcome, RunActivities } from "@riposte/temporal";

type Settlement = Parameters<RunActivities["settleCall"]>[0] & { readonly owner: string };

const failures: Record<Settlement["reason"], Failure> = {
  cancelled: { code: "cancelled", message: "Cancelled before it began.", retryable: false },
  timeout: { code: "unavailable", message: "Nobody took the step in time.", retryable: true },
};

/**
 * The truth about a call that Temporal gave up on. Claiming the row ourselves shows that it never began, and
 * sees to it that it never will; while somebody still holds it, Temporal asks again later.
 */
export async function settleCall(db: Database, { key, reason, owner }: Settlement): Promise<ActionOutcome> {
  const claim = await claimAttempt(db, key, { owner, mayTakeOver: false });
  switch (claim.verdict) {
    case "ended":
      return JSON.parse(claim.outcome) as ActionOutcome;
    case "busy":
      throw new Error("Somebody is still at it.");
    case "claimed": {
      const outcome: ActionOutcome = { kind: "failed", failure: failures[reason] };
      const counted = await finishAttempt(db, key, {
        owner,
        fence: claim.fence,
        state: "failed",
        outcome: JSON.stringify(outcome),
        log: null,
        exitCode: null,
        durationMs: 0,
      });
      // It may have been waiting for one when Temporal gave it up.
      await forgetTurn(db, key);
      return counted === null ? outcome : (JSON.parse(counted) as ActionOutcome);
    }
  }
}
