import { pgTable, text } from "drizzle-orm/pg-core";
import { createdAt } from "./columns.ts";
import { workspaces } from "./people.ts";
import { playbooks } from "./playbooks.ts";

/** What was said of a playbook when it came in a file: read beside its canvas until nothing of it is open. */
export const imports = pgTable("imports", {
  playbookId: text("playbook_id")
    .primaryKey()
    .references(() => playbooks.id),
  workspaceId: text("workspace_id")
    .notNull()
    .references(() => workspaces.id),
  /** `riposte`, `sekoia`, `cacao`; `template`: it came with the product. */
  format: text("format").notNull(),
  /** What the file was called; empty: it was pasted. Of a template its id. */
  file: text("file").notNull(),
  /** Its entries, as JSON text. */
  report: text("report").notNull(),
  author: text("author").notNull(),
  createdAt: createdAt(),
});
