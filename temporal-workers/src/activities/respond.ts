import { insertResponse } from "@riposte/db";
import type { Connection } from "@riposte/db";
import type { RunActivities } from "@riposte/temporal";

export async function respond(
  sql: Connection["sql"],
  answer: Parameters<RunActivities["respond"]>[0],
): Promise<void> {
  await insertResponse(sql, answer);
}
