import { foreignKey, integer, pgTable, primaryKey, text, unique } from "drizzle-orm/pg-core";
import { createdAt, id, instant } from "./columns.ts";
import { workspaces } from "./people.ts";

export const scriptActions = pgTable(
  "script_actions",
  {
    id: id(),
    workspaceId: text("workspace_id")
      .notNull()
      .references(() => workspaces.id),
    name: text("name").notNull(),
    description: text("description").notNull().default(""),
    currentVersion: integer("current_version").notNull(),
    createdAt: createdAt(),
    deletedAt: instant("deleted_at"),
  },
  (t) => [unique().on(t.workspaceId, t.name)],
);

/** Script sources by content hash: SHA-256 (hex) of the source. */
export const scripts = pgTable("scripts", {
  hash: text("hash").primaryKey(),
  source: text("source").notNull(),
  createdAt: createdAt(),
});

export const scriptActionVersions = pgTable(
  "script_action_versions",
  {
    actionId: text("action_id")
      .notNull()
      .references(() => scriptActions.id),
    version: integer("version").notNull(),
    /** JSON text: kind, effect, idempotent, entry, arguments schema, result schema, limits. */
    definition: text("definition").notNull(),
    /** Null in versions from before it was kept with them: the action's counts. */
    description: text("description"),
    scriptHash: text("script_hash")
      .notNull()
      .references(() => scripts.hash),
    author: text("author").notNull(),
    createdAt: createdAt(),
  },
  (t) => [primaryKey({ columns: [t.actionId, t.version] })],
);

/** The further scripts of a version, beside the one that it names itself; steps call them `script.<action>.<name>`. */
export const scriptActionParts = pgTable(
  "script_action_parts",
  {
    actionId: text("action_id").notNull(),
    version: integer("version").notNull(),
    name: text("name").notNull(),
    /** Their order in the version. */
    position: integer("position").notNull(),
    /** JSON text: entry, arguments schema, result schema. */
    definition: text("definition").notNull(),
    scriptHash: text("script_hash")
      .notNull()
      .references(() => scripts.hash),
  },
  (t) => [
    primaryKey({ columns: [t.actionId, t.version, t.name] }),
    foreignKey({
      name: "script_action_parts_version_fk",
      columns: [t.actionId, t.version],
      foreignColumns: [scriptActionVersions.actionId, scriptActionVersions.version],
    }),
  ],
);
