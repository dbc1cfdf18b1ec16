import { exampleAlerts, exampleBody, stableUuid } from "./alerts/examples.ts";
import { alertStatuses } from "./alerts/statuses.ts";
import type { Database } from "./connect.ts";
import { alerts } from "./schema/store.ts";

/** Puts the example alerts into a workspace; those that are there stay as they are. */
export async function seedExamples(db: Database, workspaceId: string): Promise<void> {
  const now = Date.now();
  const rows = exampleAlerts.map((example) => {
    const createdAt = new Date(now - example.minutesAgo * 60_000);
    const status = alertStatuses.find((status) => status.name === example.status);
    if (status === undefined) throw new Error(`No status is called ${example.status}.`);
    return {
      id: stableUuid(`alert ${workspaceId} ${example.shortId}`),
      workspaceId,
      shortId: example.shortId,
      title: example.title,
      statusUuid: status.uuid,
      body: JSON.stringify(exampleBody(example, createdAt)),
      createdAt,
      updatedAt: createdAt,
    };
  });
  await db.insert(alerts).values(rows).onConflictDoNothing();
}
