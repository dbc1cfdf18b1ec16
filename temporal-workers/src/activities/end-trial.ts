import { settleTrial } from "@riposte/db";
import type { Database } from "@riposte/db";
import type { Failure } from "@riposte/plan";
import type { ActionOutcome } from "@riposte/temporal";

const NEVER: Failure = {
  code: "unavailable",
  message:
    "Nothing that runs scripts took it within a minute, so it was not started. See whether the Python worker runs (`riposte status`), then try again.",
  retryable: true,
};
const LOST: Failure = {
  code: "unknown_outcome",
  message:
    "What ran the script was stopped, or lost its database, while the script ran: it may or may not have taken effect.",
  retryable: false,
};

export async function endTrial(db: Database, id: string): Promise<void> {
  const never: ActionOutcome = { kind: "failed", failure: NEVER };
  const lost: ActionOutcome = { kind: "unknown", failure: LOST };
  await settleTrial(db, id, { never: JSON.stringify(never), lost: JSON.stringify(lost) });
}
