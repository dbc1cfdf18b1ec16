import { sql } from "drizzle-orm";
import { bigint, boolean, index, integer, pgTable, primaryKey, text } from "drizzle-orm/pg-core";
import { instant } from "./columns.ts";
import { workspaces } from "./people.ts";
import { runs } from "./runs.ts";

/**
 * A step that waits for an event. The row decides what ends it, once: every change of `state` starts from `open`. All
 * times are the database's.
 */
export const eventWaits = pgTable(
  "event_waits",
  {
    runId: text("run_id")
      .notNull()
      .references(() => runs.id),
    step: text("step").notNull(),
    scope: text("scope").notNull(),
    attempt: integer("attempt").notNull(),
    workspaceId: text("workspace_id")
      .notNull()
      .references(() => workspaces.id),
    /** `playbook:<id>`: what its webhook accepts; `alert_status`, `alert_comment`. */
    source: text("source").notNull(),
    /** Both null: whatever the event says. The key as JSON text. */
    key: text("key"),
    eventKey: text("event_key"),
    /** What an event's key is looked up by: see `laneOf`. */
    lane: text("lane").notNull(),
    condition: text("condition"),
    beganAt: instant("began_at").notNull().defaultNow(),
    /** Events accepted from then on count. */
    countsFrom: instant("counts_from").notNull(),
    deadline: instant("deadline"),
    state: text("state", { enum: ["open", "matched", "timed_out", "withdrawn"] }).notNull(),
    /** What was accepted before anybody could see this row has been held against it. */
    lookedBack: boolean("looked_back").notNull().default(false),
    /** What matched: a `Payload` as JSON text, and where it comes from. */
    event: text("event"),
    eventRef: text("event_ref"),
    /** For people. */
    origin: text("origin"),
    endedAt: instant("ended_at"),
    /** Its workflow is being told, by whoever began then. */
    toldAt: instant("told_at"),
    /** Temporal has it for its workflow, or the workflow is over. */
    deliveredAt: instant("delivered_at"),
  },
  (t) => [
    primaryKey({ columns: [t.runId, t.step, t.scope, t.attempt] }),
    index("event_waits_open")
      .on(t.workspaceId, t.source, t.lane)
      .where(sql`state = 'open'`),
    index("event_waits_due")
      .on(t.deadline)
      .where(sql`state = 'open'`),
    index("event_waits_new")
      .on(t.beganAt)
      .where(sql`state = 'open' and not looked_back`),
    index("event_waits_undelivered")
      .on(t.endedAt)
      .where(sql`state in ('matched', 'timed_out') and delivered_at is null`),
  ],
);

/**
 * Events that were accepted and not yet held against the waits: written in the transaction that accepts the event,
 * and gone in the one that has held it.
 */
export const eventArrivals = pgTable(
  "event_arrivals",
  {
    id: bigint("id", { mode: "number" }).primaryKey().generatedAlwaysAsIdentity(),
    workspaceId: text("workspace_id").notNull(),
    source: text("source").notNull(),
    /** Id of the inbox row, or of the entry in the alert's history. */
    ref: text("ref").notNull(),
    receivedAt: instant("received_at").notNull().defaultNow(),
  },
  (t) => [index("event_arrivals_of_source").on(t.workspaceId, t.source, t.id)],
);
