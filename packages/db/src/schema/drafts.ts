import { sql } from "drizzle-orm";
import { index, integer, pgTable, primaryKey, text, unique } from "drizzle-orm/pg-core";
import { createdAt, instant } from "./columns.ts";
import { playbooks } from "./playbooks.ts";
import { runs } from "./runs.ts";

/** What was done to a draft, gesture by gesture; only the newest are kept. */
export const draftBatches = pgTable(
  "draft_batches",
  {
    playbookId: text("playbook_id")
      .notNull()
      .references(() => playbooks.id),
    /** The draft's with this batch done. */
    revision: integer("revision").notNull(),
    /** Chosen by who made it: saved twice it counts once. */
    id: text("id").notNull(),
    /** As the audit log writes it: `user:alice@example.com`. */
    author: text("author").notNull(),
    /** Of the user or of the token. */
    authorId: text("author_id").notNull(),
    label: text("label").notNull(),
    /** `Operation`s as JSON text, as they were done. */
    operations: text("operations").notNull(),
    /** What takes them back. */
    inverse: text("inverse").notNull(),
    /** Id of the batch that this one takes back. */
    undoes: text("undoes"),
    createdAt: createdAt(),
  },
  (t) => [
    primaryKey({ columns: [t.playbookId, t.revision] }),
    unique().on(t.playbookId, t.id),
    index().on(t.playbookId, t.authorId, t.revision),
  ],
);

/** A run that tries a draft: which one, for it may never become a version. */
export const draftTests = pgTable("draft_tests", {
  runId: text("run_id")
    .primaryKey()
    .references(() => runs.id),
  revision: integer("revision").notNull(),
  /** The graph as JSON text. */
  graph: text("graph").notNull(),
  /** How much of it ran: all, what leads up to a step and it, or that step alone. */
  reach: text("reach", { enum: ["all", "up_to", "one"] })
    .notNull()
    .default("all"),
  step: text("step"),
  /** What stood in for steps or was taken over, `RecordedStep`s as JSON text; null: nothing. A rerun has its own. */
  recorded: text("recorded"),
  /** Where it stands, `Breakpoint`s as JSON text; null: nowhere. */
  breakpoints: text("breakpoints"),
});

/** Outputs that tests of a draft take in the place of a step: of no version, and no change of the draft. */
export const draftPins = pgTable(
  "draft_pins",
  {
    playbookId: text("playbook_id")
      .notNull()
      .references(() => playbooks.id),
    /** It may be gone from the draft, and come back. */
    step: text("step").notNull(),
    /** The way out that it leaves by; null: the plain one. */
    port: text("port"),
    /** A `Payload` as JSON text. */
    output: text("output").notNull(),
    pinnedBy: text("pinned_by").notNull(),
    pinnedAt: instant("pinned_at").notNull().defaultNow(),
  },
  (t) => [
    primaryKey({ columns: [t.playbookId, t.step] }),
    index("draft_pins_output_blob")
      .on(sql.raw("blob_in(output)"))
      .where(sql.raw(`output like '{"kind":"blob"%'`)),
  ],
);

/** Steps at which tests of a draft stand: of no version, and no change of the draft. */
export const draftBreakpoints = pgTable(
  "draft_breakpoints",
  {
    playbookId: text("playbook_id")
      .notNull()
      .references(() => playbooks.id),
    /** It may be gone from the draft, and come back. */
    step: text("step").notNull(),
    /** An expression: only what it is true for stands. Null: all that comes there. */
    condition: text("condition"),
    setBy: text("set_by").notNull(),
    setAt: instant("set_at").notNull().defaultNow(),
  },
  (t) => [primaryKey({ columns: [t.playbookId, t.step] })],
);
