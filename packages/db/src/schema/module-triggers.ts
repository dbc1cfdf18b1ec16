import { bigint, index, integer, pgTable, text, unique } from "drizzle-orm/pg-core";
import { createdAt, instant } from "./columns.ts";
import { triggers } from "./playbooks.ts";

/**
 * How the triggers of modules go that run for as long as their playbooks are on. Who runs one says so by SQL functions (0034),
 * and has no rights on the table.
 */
export const moduleTriggers = pgTable("module_triggers", {
  triggerId: text("trigger_id")
    .primaryKey()
    .references(() => triggers.id, { onDelete: "cascade" }),
  state: text("state", { enum: ["waiting", "starting", "running"] })
    .notNull()
    .default("waiting"),
  /** Of what it was started with: where that is different now, it is started anew. */
  content: text("content").notNull().default(""),
  owner: text("owner"),
  /** Grows with each start. */
  fence: integer("fence").notNull().default(0),
  leaseUntil: instant("lease_until"),
  /** In a row. */
  failures: integer("failures").notNull().default(0),
  nextStartAt: instant("next_start_at"),
  startedAt: instant("started_at"),
  events: bigint("events", { mode: "number" }).notNull().default(0),
  lastEventAt: instant("last_event_at"),
  lastError: text("last_error"),
  lastErrorAt: instant("last_error_at"),
  /** The end of what it has printed, secrets taken out. */
  log: text("log").notNull().default(""),
  /** What it keeps in its folder from one start to the next: base64 by path, as JSON text. */
  files: text("files").notNull().default("{}"),
});

/** Events that wait to be taken into the inbox, and then, for whoever sent them, what became of them. */
export const moduleEvents = pgTable(
  "module_events",
  {
    id: bigint("id", { mode: "number" }).primaryKey().generatedAlwaysAsIdentity(),
    triggerId: text("trigger_id")
      .notNull()
      .references(() => triggers.id, { onDelete: "cascade" }),
    /** The module's own, the same for each try to send it. */
    key: text("key").notNull(),
    /** JSON text; empty once it was answered. */
    event: text("event").notNull(),
    /** As HTTP has them; null: not answered yet. */
    status: integer("status"),
    message: text("message"),
    createdAt: createdAt(),
  },
  (t) => [unique().on(t.triggerId, t.key), index().on(t.status, t.id)],
);
