import type { Client } from "@temporalio/client";
import { listUntoldDecisions, noteDecisionTold } from "@riposte/db";
import type { ApprovalRow, Database } from "@riposte/db";
import { DECISION_SIGNAL } from "@riposte/temporal";
import type { DecisionInput } from "@riposte/temporal";
import { signalRun } from "../errands/signal-run.ts";

/** Longer than the API takes until it has told Temporal, or given up and let go of the decision. */
const UNTOLD_FOR_MS = 15_000;
const AT_ONCE = 50;

/** Sends decisions whose API died between keeping and sending them; one that the run knows already changes nothing. */
export async function tellDecisions({
  db,
  client,
}: {
  readonly db: Database;
  readonly client: Client;
}): Promise<void> {
  const untold = await listUntoldDecisions(db, { olderThanMs: UNTOLD_FOR_MS, limit: AT_ONCE });
  for (const row of untold) {
    const input = decisionOf(row);
    if (input !== null) await signalRun(client, row.runId, { name: DECISION_SIGNAL, input });
    await noteDecisionTold(db, row.id);
  }
}

function decisionOf(row: ApprovalRow): DecisionInput | null {
  const { id, step, scope, attempt, keptOutcome, keptBy, keptComment, keptAt } = row;
  if (keptOutcome === null || keptAt === null) return null;
  const decision = keptOutcome === "approved" ? "approve" : "reject";
  const said = { decision, by: keptBy ?? "", comment: keptComment ?? "", at: keptAt.getTime() } as const;
  return { step, scope, attempt, ask: `kept ${id}`, ...said };
}
