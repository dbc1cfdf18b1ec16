import { ApplicationFailure } from "@temporalio/activity";
import { writeWholeRun } from "@riposte/db";
import type { Connection } from "@riposte/db";
import type { RunActivities } from "@riposte/temporal";
import type { RecordWriter } from "../records/record-writer.ts";

/** @throws ApplicationFailure, not to be retried, where the run has no row: its workflow must not go on. */
export async function flushRun(
  sql: Connection["sql"],
  writer: Pick<RecordWriter, "forget">,
  whole: Parameters<RunActivities["flushRun"]>[0],
): Promise<void> {
  if (!(await writeWholeRun(sql, whole)))
    throw ApplicationFailure.nonRetryable(`There is no run ${whole.runId} in the database.`, "NoSuchRun");
  if (whole.keep !== null) writer.forget(whole.runId);
}
