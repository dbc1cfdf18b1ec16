import * as db from "@riposte/db";
import type { Database } from "@riposte/db";
import type { RunActivities } from "@riposte/temporal";

export async function cancelAttempt(
  database: Database,
  key: Parameters<RunActivities["cancelAttempt"]>[0],
): Promise<void> {
  await db.cancelAttempt(database, key);
}
