import { and, eq, like, ne, or } from "drizzle-orm";
import type { Database } from "../connect.ts";
import { alertHistory, alerts } from "../schema/store.ts";
import { UNCHANGED } from "./alerts.ts";

/** What a step of a run did to an alert. */
export interface AlertTouch {
  readonly runId: string;
  readonly step: string;
  readonly did: "comment" | "status";
}

/** By the request keys of the changes: `comment:<run>/<step>`. Newest first; changes by people have none. */
export async function listAlertTouches(
  db: Database,
  workspaceId: string,
  alertId: string,
): Promise<readonly AlertTouch[]> {
  const rows = await db
    .select({ key: alertHistory.requestKey, at: alertHistory.createdAt })
    .from(alertHistory)
    .innerJoin(alerts, eq(alerts.id, alertHistory.alertId))
    .where(
      and(
        eq(alerts.workspaceId, workspaceId),
        eq(alerts.id, alertId),
        ne(alertHistory.entryType, UNCHANGED),
        or(like(alertHistory.requestKey, "comment:run\\_%"), like(alertHistory.requestKey, "status:run\\_%")),
      ),
    );
  return rows
    .toSorted((a, b) => b.at.getTime() - a.at.getTime())
    .flatMap(({ key }) => {
      const [, did, runId, step] = key?.match(/^(comment|status):(run_[^/]+)\/([^/]+)/) ?? [];
      if (runId === undefined || step === undefined) return [];
      return [{ runId, step, did: did === "comment" ? ("comment" as const) : ("status" as const) }];
    });
}
