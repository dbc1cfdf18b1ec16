import { integer, pgTable, primaryKey, text } from "drizzle-orm/pg-core";
import { createdAt, instant } from "./columns.ts";

/** What scripts require beside themselves, by content hash: SHA-256 (hex) of the body. */
export const requirements = pgTable("requirements", {
  hash: text("hash").primaryKey(),
  /** As in a `requirements.txt`, a line each, in order and without comments. */
  body: text("body").notNull(),
  createdAt: createdAt(),
});

/** How the building of these packages went on each runner; the Python worker says it by SQL functions (0024, 0026). */
export const environmentBuilds = pgTable(
  "environment_builds",
  {
    /** A runner's id. */
    runner: text("runner").notNull(),
    requirementsHash: text("requirements_hash").notNull(),
    /** As scripts ask for it: "2.7"; "3": the runner's own. */
    python: text("python").notNull(),
    state: text("state", { enum: ["building", "ready", "failed"] }).notNull(),
    /** What uv and pip said. */
    log: text("log").notNull(),
    /** For people. */
    failure: text("failure"),
    /** What it is called among the environments of that runner; null until it is there. */
    folder: text("folder"),
    /** Grows with everything that is said. */
    revision: integer("revision").notNull(),
    updatedAt: instant("updated_at").notNull(),
  },
  (t) => [primaryKey({ columns: [t.requirementsHash, t.python, t.runner] })],
);
