import { integer, pgTable, primaryKey, text, unique } from "drizzle-orm/pg-core";
import { scripts } from "./actions.ts";
import { createdAt, id, instant } from "./columns.ts";
import { workspaces } from "./people.ts";

/** Modules in the public Sekoia format; steps call their actions `module.<name>.<action>`. */
export const modules = pgTable(
  "modules",
  {
    id: id(),
    workspaceId: text("workspace_id")
      .notNull()
      .references(() => workspaces.id),
    name: text("name").notNull(),
    currentVersion: integer("current_version").notNull(),
    createdAt: createdAt(),
    deletedAt: instant("deleted_at"),
  },
  (t) => [unique().on(t.workspaceId, t.name)],
);

export const moduleVersions = pgTable(
  "module_versions",
  {
    moduleId: text("module_id")
      .notNull()
      .references(() => modules.id),
    version: integer("version").notNull(),
    /** JSON text: what its files say of it, its interpreter and the hash of what it requires. */
    definition: text("definition").notNull(),
    /** Of its files as JSON text, stored as scripts are. */
    scriptHash: text("script_hash")
      .notNull()
      .references(() => scripts.hash),
    author: text("author").notNull(),
    createdAt: createdAt(),
  },
  (t) => [primaryKey({ columns: [t.moduleId, t.version] })],
);
