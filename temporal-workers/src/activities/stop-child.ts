import { askToStop, derivedRunId } from "@riposte/db";
import type { Connection } from "@riposte/db";
import type { RunActivities } from "@riposte/temporal";

export async function stopChild(
  sql: Connection["sql"],
  { key, reason }: Parameters<RunActivities["stopChild"]>[0],
): Promise<void> {
  const { runId, step, scope, attempt } = key;
  await askToStop(sql, derivedRunId(runId, step, scope, attempt), reason);
}
