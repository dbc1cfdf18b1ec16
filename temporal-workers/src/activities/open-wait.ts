import { ApplicationFailure } from "@temporalio/activity";
import * as db from "@riposte/db";
import type { Connection } from "@riposte/db";
import type { RunActivities, WaitEnd } from "@riposte/temporal";
import { waitEnd } from "../event-waits/wait-end.ts";

/** @throws ApplicationFailure, not to be retried, where the run has no row: its workflow must not go on. */
export async function openWait(
  sql: Connection["sql"],
  { workspaceId, key, request }: Parameters<RunActivities["openWait"]>[0],
): Promise<WaitEnd | null> {
  const { source, ...asked } = request;
  const standing = await db.openWait(sql, { workspaceId, ...key, ...asked, source: source.id });
  if (standing === null)
    throw ApplicationFailure.nonRetryable(`There is no run ${key.runId} in the database.`, "NoSuchRun");
  return standing.kind === "open" ? null : waitEnd(standing.kind === "matched" ? standing : NOTHING);
}

const NOTHING = { event: null, origin: null };
