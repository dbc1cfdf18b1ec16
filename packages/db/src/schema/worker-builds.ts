import { serial, integer, pgTable, text } from "drizzle-orm/pg-core";
import { instant } from "./columns.ts";

/** Every build of the worker that has run on this database (docs/decisions/0013). */
export const workerBuilds = pgTable("worker_builds", {
  /** Follows from the workflow code. */
  build: text("build").primaryKey(),
  /** How many migrations it knows: of two builds the one that knows more is newer; of equals the one seen later. */
  migrations: integer("migrations").notNull(),
  seen: serial("seen").notNull(),
  /** Of which version of Riposte it is. */
  release: text("release").notNull(),
  /** What plans it runs. */
  ir: integer("ir").array().notNull(),
  semantics: integer("semantics").array().notNull(),
  /** `refusing`: it takes no runs, because some that are open need what it does not know. */
  standing: text("standing", { enum: ["current", "behind", "refusing"] }).notNull(),
  /** Why, where it is not current. */
  reason: text("reason"),
  /** A worker of it is taken to live until then; workers push it on while they run. */
  aliveUntil: instant("alive_until").notNull(),
});
