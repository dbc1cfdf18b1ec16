import { randomUUID } from "node:crypto";
import { count, eq, sql } from "drizzle-orm";
import type { Alert, AlertComment } from "../alerts/alert.ts";
import { statusByUuid } from "../alerts/statuses.ts";
import type { Database } from "../connect.ts";
import { alertComments, alertHistory, alerts } from "../schema/store.ts";
import { addArrival } from "./event-matching.ts";
import { UNCHANGED, alertNamed, getAlert, toComment } from "./alerts.ts";

// Each change has a request key (the attempt's idempotency key): with the same key it happens once.

const MOST_COMMENTS = 500;

interface Change {
  readonly workspaceId: string;
  /** The alert's uuid or short id. */
  readonly alert: string;
  readonly author: string;
  readonly requestKey: string;
}

export type CommentResult =
  | { readonly kind: "commented"; readonly comment: AlertComment }
  | { readonly kind: "alert_not_found" }
  | { readonly kind: "too_many_comments" };

export async function commentAlert(
  db: Database,
  change: Change & { readonly content: string },
): Promise<CommentResult> {
  const { workspaceId, author, requestKey, content } = change;
  return db.transaction(async (tx): Promise<CommentResult> => {
    const alertId = await lockAlert(tx, change);
    if (alertId === null) return { kind: "alert_not_found" };

    const [before] = await tx.select().from(alertComments).where(eq(alertComments.requestKey, requestKey));
    if (before !== undefined) return { kind: "commented", comment: toComment(before) };

    const [counted] = await tx
      .select({ comments: count() })
      .from(alertComments)
      .where(eq(alertComments.alertId, alertId));
    if ((counted?.comments ?? 0) >= MOST_COMMENTS) return { kind: "too_many_comments" };

    const row = { id: randomUUID(), alertId, content, author, requestKey, createdAt: new Date() };
    await tx.insert(alertComments).values(row);
    const entry = randomUUID();
    await tx.insert(alertHistory).values({
      id: entry,
      alertId,
      entryType: "comment",
      body: JSON.stringify({ ...by(author), comment: { uuid: row.id, content } }),
      requestKey: `comment:${requestKey}`,
    });
    await addArrival(tx, { workspaceId, source: "alert_comment", ref: entry });
    await tx
      .update(alerts)
      .set({ updatedAt: sql`now()` })
      .where(eq(alerts.id, alertId));
    return { kind: "commented", comment: toComment(row) };
  });
}

export type StatusResult =
  | {
      readonly kind: "updated";
      readonly alert: Alert;
      /** False: it was the alert's status already, so nothing happened. */
      readonly changed: boolean;
    }
  | { readonly kind: "alert_not_found" }
  | { readonly kind: "status_unknown" };

/**
 * Sets one of the five statuses, by its uuid, and writes the history. Where the alert has it already, only the
 * request is kept: repeated after somebody set another one, it must not undo that.
 */
export async function updateAlertStatus(
  db: Database,
  change: Change & { readonly statusUuid: string },
): Promise<StatusResult> {
  const { workspaceId, author, statusUuid, requestKey } = change;
  const status = statusByUuid(statusUuid);
  if (status === undefined) return { kind: "status_unknown" };
  return db.transaction(async (tx): Promise<StatusResult> => {
    const alertId = await lockAlert(tx, change);
    const alert = alertId === null ? null : await getAlert(tx, workspaceId, alertId);
    if (alert === null) return { kind: "alert_not_found" };

    const changed = alert.status.uuid !== statusUuid;
    const key = `status:${requestKey}`;
    const written = await tx
      .insert(alertHistory)
      .values({
        id: randomUUID(),
        alertId: alert.uuid,
        entryType: changed ? "alert" : UNCHANGED,
        body: JSON.stringify({
          ...by(author),
          alert: { status: status.name, previous_status: alert.status.name },
        }),
        requestKey: key,
      })
      .onConflictDoNothing()
      .returning({ id: alertHistory.id });
    const [entry] = written;
    if (entry === undefined) return { kind: "updated", alert, changed: await hasChanged(tx, key) };
    if (!changed) return { kind: "updated", alert, changed };
    await addArrival(tx, { workspaceId, source: "alert_status", ref: entry.id });

    await tx
      .update(alerts)
      .set({ statusUuid, updatedAt: sql`now()` })
      .where(eq(alerts.id, alert.uuid));
    return { kind: "updated", alert: (await getAlert(tx, workspaceId, alert.uuid)) ?? alert, changed };
  });
}

/** What an earlier request of this key did. */
async function hasChanged(tx: Database, requestKey: string): Promise<boolean> {
  const [before] = await tx.select().from(alertHistory).where(eq(alertHistory.requestKey, requestKey));
  return before?.entryType !== UNCHANGED;
}

/** Changes of one alert wait for each other. */
async function lockAlert(tx: Database, change: Change): Promise<string | null> {
  const [row] = await tx
    .select({ id: alerts.id })
    .from(alerts)
    .where(alertNamed(change.workspaceId, change.alert))
    .for("update");
  return row?.id ?? null;
}

function by(author: string) {
  return { created_by: author, created_by_type: "application" };
}
