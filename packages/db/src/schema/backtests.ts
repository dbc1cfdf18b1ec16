import { boolean, index, integer, pgTable, primaryKey, text } from "drizzle-orm/pg-core";
import { createdAt, id, instant } from "./columns.ts";
import { workspaces } from "./people.ts";
import { plans, playbooks } from "./playbooks.ts";
import { runs } from "./runs.ts";

/** A draft held against runs of the past; it starts no run. What it found goes with it. */
export const backtests = pgTable(
  "backtests",
  {
    id: id(),
    workspaceId: text("workspace_id")
      .notNull()
      .references(() => workspaces.id),
    playbookId: text("playbook_id")
      .notNull()
      .references(() => playbooks.id),
    /** The draft's that was tried, its graph as JSON text, and what it was compiled to. */
    revision: integer("revision").notNull(),
    graph: text("graph").notNull(),
    planHash: text("plan_hash")
      .notNull()
      .references(() => plans.hash),
    /** Of which time the runs are; null: the last ones, whenever they were. */
    from: instant("from"),
    to: instant("to"),
    state: text("state", { enum: ["going", "stopped", "ended"] })
      .notNull()
      .default("going"),
    author: text("author").notNull(),
    createdAt: createdAt(),
    endedAt: instant("ended_at"),
  },
  (t) => [index().on(t.playbookId, t.createdAt), index().on(t.state, t.createdAt)],
);

/** One event of a backtest. No `Payload` lies here: values are kept by their beginning, for people to read. */
export const backtestEvents = pgTable(
  "backtest_events",
  {
    backtestId: text("backtest_id")
      .notNull()
      .references(() => backtests.id, { onDelete: "cascade" }),
    position: integer("position").notNull(),
    /** The run that had it. */
    runId: text("run_id")
      .notNull()
      .references(() => runs.id),
    /** Until then somebody is at it. */
    claimedUntil: instant("claimed_until"),
    claims: integer("claims").notNull().default(0),
    /** What the draft would have done, and how that differs, as JSON texts; null: not yet. */
    result: text("result"),
    steps: text("steps"),
    /** Null: not yet, or it could not be told. */
    differs: boolean("differs"),
  },
  (t) => [primaryKey({ columns: [t.backtestId, t.position] })],
);
