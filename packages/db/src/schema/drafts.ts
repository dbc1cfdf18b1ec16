import { index, integer, pgTable, primaryKey, text, unique } from "drizzle-orm/pg-core";
import { createdAt } from "./columns.ts";
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
});
