import { pgTable, text } from "drizzle-orm/pg-core";
import { instant } from "./columns.ts";

/** What runs scripts, on whichever machine; each says by SQL functions (0022) that it is there. */
export const runners = pgTable("runners", {
  /** Of one start of the process. */
  id: text("id").primaryKey(),
  /** Runners of a group take the same scripts. */
  group: text("runner_group").notNull(),
  /** Its machine's. */
  name: text("name").notNull(),
  /** Of which version of Riposte it is. */
  release: text("release").notNull(),
  /** JSON text: of each `version` ("3.11") that it has one, with `release` ("3.11.7") and `path`. */
  interpreters: text("interpreters").notNull(),
  seenAt: instant("seen_at").notNull(),
  /** It is taken to be there until then. */
  aliveUntil: instant("alive_until").notNull(),
});
