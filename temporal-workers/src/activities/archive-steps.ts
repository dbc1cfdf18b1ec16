import { ApplicationFailure } from "@temporalio/activity";
import * as db from "@riposte/db";
import type { Connection } from "@riposte/db";
import type { RunActivities } from "@riposte/temporal";

/** @throws ApplicationFailure, not to be retried, where the run has no row: its workflow must not go on. */
export async function archiveSteps(
  sql: Connection["sql"],
  archived: Parameters<RunActivities["archiveSteps"]>[0],
): Promise<void> {
  if (await db.archiveSteps(sql, archived)) return;
  throw ApplicationFailure.nonRetryable(`There is no run ${archived.runId} in the database.`, "NoSuchRun");
}
