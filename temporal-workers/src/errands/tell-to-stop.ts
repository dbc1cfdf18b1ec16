import { cancelQueuedRun, findLinkedRun } from "@riposte/db";
import type { Errand } from "@riposte/db";
import type { Failure } from "@riposte/plan";
import { STOP_SIGNAL } from "@riposte/temporal";
import type { StopInput } from "@riposte/temporal";
import { endOfChild } from "./end-of-child.ts";
import type { ErrandResult, ErrandServices } from "./errands.ts";
import { signalRun } from "./signal-run.ts";

/** One that nobody has tried to start ends here and now; another one is asked. */
export async function tellToStop(
  { db, client }: ErrandServices,
  { runId, detail }: Errand,
): Promise<ErrandResult> {
  const run = await findLinkedRun(db, runId);
  if (run === null || endOfChild(run) !== null) return "done";
  const by = run.link === null ? "Riposte" : `run ${run.link.parentId}`;
  const message = `Cancelled by ${by} before it started: ${detail}`;
  const failure: Failure = { code: "cancelled", message, retryable: false };
  const neverStarted = await db.transaction((tx) =>
    cancelQueuedRun(tx, run.workspaceId, { runId, reason: message, failure: JSON.stringify(failure) }),
  );
  if (neverStarted) return "done";
  const input: StopInput = { by, reason: detail };
  return (await signalRun(client, runId, { name: STOP_SIGNAL, input })) ? "done" : "again";
}
