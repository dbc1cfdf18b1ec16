import { and, asc, count, desc, eq, inArray, ne, or } from "drizzle-orm";
import type { Alert, AlertBody, AlertComment, AlertHistoryEntry } from "../alerts/alert.ts";
import { sortExpressions, whereAlerts } from "../alerts/filters.ts";
import type { AlertFilters } from "../alerts/filters.ts";
import { statusByUuid } from "../alerts/statuses.ts";
import type { Database } from "../connect.ts";
import { alertComments, alertHistory, alerts } from "../schema/store.ts";
import { storableText } from "./storable-text.ts";

type AlertRow = typeof alerts.$inferSelect;

export interface AlertSearch extends AlertFilters {
  readonly limit?: number | undefined;
  readonly offset?: number | undefined;
  readonly sort?: keyof typeof sortExpressions | undefined;
  readonly direction?: "asc" | "desc" | undefined;
}

/** Type of an entry that only keeps a request which changed nothing: it is no part of an alert's story. */
export const UNCHANGED = "unchanged";

const MOST_ALERTS_AT_ONCE = 100;

/** Newest first unless told otherwise; `total` counts all that match. */
export async function searchAlerts(
  db: Database,
  workspaceId: string,
  search: AlertSearch,
): Promise<{ items: Alert[]; total: number }> {
  const where = and(eq(alerts.workspaceId, workspaceId), whereAlerts(search));
  const order = search.direction === "asc" ? asc : desc;
  const rows = await db
    .select()
    .from(alerts)
    .where(where)
    .orderBy(order(sortExpressions[search.sort ?? "created_at"]), asc(alerts.id))
    .limit(Math.min(search.limit ?? 20, MOST_ALERTS_AT_ONCE))
    .offset(search.offset ?? 0);
  const [counted] = await db.select({ total: count() }).from(alerts).where(where);
  return { items: await assemble(db, rows), total: counted?.total ?? 0 };
}

/** By uuid or short id; null when this workspace has no such alert. */
export async function getAlert(
  db: Database,
  workspaceId: string,
  idOrShortId: string,
): Promise<Alert | null> {
  const rows = await db.select().from(alerts).where(alertNamed(workspaceId, idOrShortId));
  const [alert] = await assemble(db, rows);
  return alert ?? null;
}

/** Those of these ids and short ids that this workspace has. */
export async function nameAlerts(
  db: Database,
  workspaceId: string,
  refs: readonly string[],
): Promise<readonly { readonly uuid: string; readonly shortId: string; readonly title: string }[]> {
  if (refs.length === 0) return [];
  const wanted = refs.map(storableText);
  return db
    .select({ uuid: alerts.id, shortId: alerts.shortId, title: alerts.title })
    .from(alerts)
    .where(
      and(
        eq(alerts.workspaceId, workspaceId),
        or(inArray(alerts.id, wanted), inArray(alerts.shortId, wanted)),
      ),
    );
}

export function alertNamed(workspaceId: string, idOrShortId: string) {
  const ref = storableText(idOrShortId);
  const named = or(eq(alerts.id, ref), eq(alerts.shortId, ref));
  return and(eq(alerts.workspaceId, workspaceId), named);
}

async function assemble(db: Database, rows: readonly AlertRow[]): Promise<Alert[]> {
  if (rows.length === 0) return [];
  const ids = rows.map((row) => row.id);
  const comments = await db
    .select()
    .from(alertComments)
    .where(inArray(alertComments.alertId, ids))
    .orderBy(asc(alertComments.createdAt), asc(alertComments.id));
  const history = await db
    .select()
    .from(alertHistory)
    .where(and(inArray(alertHistory.alertId, ids), ne(alertHistory.entryType, UNCHANGED)))
    .orderBy(asc(alertHistory.createdAt), asc(alertHistory.id));
  return rows.map((row) =>
    toAlert(
      row,
      comments.filter((comment) => comment.alertId === row.id).map(toComment),
      history.filter((entry) => entry.alertId === row.id).map(toHistoryEntry),
    ),
  );
}

function toAlert(row: AlertRow, comments: AlertComment[], history: AlertHistoryEntry[]): Alert {
  const status = statusByUuid(row.statusUuid);
  if (status === undefined) throw new Error(`Alert ${row.id} has a status that does not exist.`);
  return {
    uuid: row.id,
    short_id: row.shortId,
    title: row.title,
    ...(JSON.parse(row.body) as AlertBody),
    status: { uuid: status.uuid, name: status.name, description: status.description },
    comments,
    history,
    number_of_total_comments: comments.length,
    created_at: seconds(row.createdAt),
    updated_at: seconds(row.updatedAt),
  };
}

export function toComment(row: typeof alertComments.$inferSelect): AlertComment {
  return {
    uuid: row.id,
    content: row.content,
    author: row.author,
    date: seconds(row.createdAt),
    created_by: row.author,
    created_by_type: "application",
    unseen: false,
  };
}

function toHistoryEntry(row: typeof alertHistory.$inferSelect): AlertHistoryEntry {
  const entry = JSON.parse(row.body) as Omit<AlertHistoryEntry, "uuid" | "entry_type" | "created_at">;
  const type = row.entryType === "comment" ? "comment" : "alert";
  return { uuid: row.id, entry_type: type, created_at: seconds(row.createdAt), ...entry };
}

function seconds(instant: Date): number {
  return Math.floor(instant.getTime() / 1000);
}
