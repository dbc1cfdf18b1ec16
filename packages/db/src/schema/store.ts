import { index, pgTable, text, unique } from "drizzle-orm/pg-core";
import { createdAt, id, instant } from "./columns.ts";
import { workspaces } from "./people.ts";

/** Alerts in the shape of Sekoia's API; `body` is the whole alert but status and comments as JSON text. */
export const alerts = pgTable(
  "alerts",
  {
    /** The alert's uuid. */
    id: id(),
    workspaceId: text("workspace_id")
      .notNull()
      .references(() => workspaces.id),
    shortId: text("short_id").notNull(),
    title: text("title").notNull(),
    statusUuid: text("status_uuid").notNull(),
    body: text("body").notNull(),
    createdAt: createdAt(),
    updatedAt: instant("updated_at").notNull().defaultNow(),
  },
  (t) => [unique().on(t.workspaceId, t.shortId), index().on(t.workspaceId, t.createdAt)],
);

export const alertComments = pgTable(
  "alert_comments",
  {
    id: id(),
    alertId: text("alert_id")
      .notNull()
      .references(() => alerts.id),
    content: text("content").notNull(),
    author: text("author").notNull(),
    /** The attempt's idempotency key, so that a repeated step does not comment twice. */
    requestKey: text("request_key").unique(),
    createdAt: createdAt(),
  },
  (t) => [index().on(t.alertId, t.createdAt)],
);

export const alertHistory = pgTable(
  "alert_history",
  {
    id: id(),
    alertId: text("alert_id")
      .notNull()
      .references(() => alerts.id),
    entryType: text("entry_type").notNull(),
    /** JSON text. */
    body: text("body").notNull(),
    requestKey: text("request_key").unique(),
    createdAt: createdAt(),
  },
  (t) => [index().on(t.alertId, t.createdAt)],
);

/** Mail that waits for SMTP to be set up, and what was sent. */
export const outbox = pgTable(
  "outbox",
  {
    id: id(),
    workspaceId: text("workspace_id")
      .notNull()
      .references(() => workspaces.id),
    /** JSON text: from, to, cc, subject, text, html. */
    message: text("message").notNull(),
    state: text("state", { enum: ["kept", "sent", "failed"] }).notNull(),
    /** The attempt's idempotency key. */
    requestKey: text("request_key").unique(),
    error: text("error"),
    createdAt: createdAt(),
    sentAt: instant("sent_at"),
  },
  (t) => [index().on(t.workspaceId, t.createdAt)],
);
