import { withdrawWait } from "@riposte/db";
import type { Connection } from "@riposte/db";
import type { RunActivities } from "@riposte/temporal";

export async function closeWait(
  sql: Connection["sql"],
  key: Parameters<RunActivities["closeWait"]>[0],
): Promise<void> {
  await withdrawWait(sql, key);
}
