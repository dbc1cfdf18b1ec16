import { sql } from "drizzle-orm";
import { index, integer, pgTable, primaryKey, text } from "drizzle-orm/pg-core";
import { createdAt, instant } from "./columns.ts";
import { workspaces } from "./people.ts";
import { runs } from "./runs.ts";

/** Runs that another run started: inserted with the run, never changed. */
export const runLinks = pgTable(
  "run_links",
  {
    /** The one that was started. */
    runId: text("run_id")
      .primaryKey()
      .references(() => runs.id),
    workspaceId: text("workspace_id")
      .notNull()
      .references(() => workspaces.id),
    /** `child`: a step waits for it; `on_error`: started because the other one failed. */
    kind: text("kind", { enum: ["child", "on_error"] }).notNull(),
    parentId: text("parent_id")
      .notNull()
      .references(() => runs.id),
    /** Where in the other run, and by which attempt; null for `on_error`. */
    step: text("step"),
    scope: text("scope"),
    attempt: integer("attempt"),
    /** How many runs stand above it, each the caller of the next. */
    depth: integer("depth").notNull(),
    createdAt: createdAt(),
  },
  (t) => [index().on(t.parentId)],
);

/**
 * What must be done because of something that became of a run, until it is done: `report` its end to the run that waits
 * for it, tell it to `stop`, start the `on_error` playbook. A trigger in the database notes with the end itself, whoever
 * writes that, the first and the last, and for every run that the one that is over still waited for the second.
 */
export const errands = pgTable(
  "errands",
  {
    kind: text("kind", { enum: ["report", "stop", "on_error"] }).notNull(),
    runId: text("run_id")
      .notNull()
      .references(() => runs.id),
    /** Why it is to stop. */
    detail: text("detail").notNull().default(""),
    tries: integer("tries").notNull().default(0),
    dueAt: instant("due_at").notNull().defaultNow(),
    createdAt: createdAt(),
    /** Set for one that came to nothing and is kept for people, who read in `problem` why; the others are deleted. */
    settledAt: instant("settled_at"),
    problem: text("problem"),
  },
  (t) => [
    primaryKey({ columns: [t.kind, t.runId] }),
    index("errands_due")
      .on(t.dueAt)
      .where(sql`settled_at is null`),
  ],
);
