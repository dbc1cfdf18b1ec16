import { settleApproval } from "@riposte/db";
import type { Database } from "@riposte/db";
import type { RunActivities } from "@riposte/temporal";

export async function closeApproval(
  db: Database,
  ruling: Parameters<RunActivities["closeApproval"]>[0],
): Promise<void> {
  await settleApproval(db, ruling);
}
