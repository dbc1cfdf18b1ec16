import { sql } from "drizzle-orm";
import { boolean, index, integer, pgTable, primaryKey, text, unique } from "drizzle-orm/pg-core";
import { bytea, createdAt, id, instant } from "./columns.ts";
import { workspaces } from "./people.ts";

export const playbooks = pgTable(
  "playbooks",
  {
    id: id(),
    workspaceId: text("workspace_id")
      .notNull()
      .references(() => workspaces.id),
    name: text("name").notNull(),
    description: text("description").notNull().default(""),
    /** Where it stands in the list, as "Phishing/Mailboxes"; empty: at the top. */
    folder: text("folder").notNull().default(""),
    tags: text("tags")
      .array()
      .notNull()
      .default(sql`'{}'::text[]`),
    /** Since when it is out of the way: off, and in no list that does not ask for it. */
    archivedAt: instant("archived_at"),
    /** The graph as JSON text; only a publish makes it run. */
    draft: text("draft").notNull(),
    draftRevision: integer("draft_revision").notNull().default(1),
    publishedVersion: integer("published_version"),
    enabled: boolean("enabled").notNull().default(false),
    createdAt: createdAt(),
    updatedAt: instant("updated_at").notNull().defaultNow(),
    deletedAt: instant("deleted_at"),
  },
  (t) => [unique().on(t.workspaceId, t.name)],
);

/** Plans by content hash: SHA-256 (hex) of the text. Never changed, never collected while a run is open. */
export const plans = pgTable(
  "plans",
  {
    hash: text("hash").primaryKey(),
    body: text("body").notNull(),
    createdAt: createdAt(),
    /** Read out of the body, for who must know which engine its runs need; null where it begins otherwise. */
    ir: integer("ir").generatedAlwaysAs(sql.raw(`substring(body from '^\\{"ir":(\\d{1,9}),')::integer`)),
    semantics: integer("semantics").generatedAlwaysAs(
      sql.raw(`substring(body from '^\\{"ir":\\d{1,9},"semantics":(\\d{1,9}),')::integer`),
    ),
  },
  (t) => [index().on(t.ir, t.semantics)],
);

export const versions = pgTable(
  "versions",
  {
    playbookId: text("playbook_id")
      .notNull()
      .references(() => playbooks.id),
    version: integer("version").notNull(),
    graph: text("graph").notNull(),
    planHash: text("plan_hash")
      .notNull()
      .references(() => plans.hash),
    message: text("message").notNull().default(""),
    /** JSON Schema of what it gives to who calls it; null: nothing. */
    gives: text("gives"),
    /** JSON list: ids of the playbooks that it calls without a bound of their own. */
    calls: text("calls").notNull().default("[]"),
    /** Id of the playbook that is started when a run fails. */
    onError: text("on_error"),
    author: text("author").notNull(),
    createdAt: createdAt(),
  },
  (t) => [primaryKey({ columns: [t.playbookId, t.version] })],
);

/** One binding per playbook, swapped atomically at publish; the id is the public part of `/hooks/<id>`. */
export const triggers = pgTable("triggers", {
  id: id(),
  workspaceId: text("workspace_id")
    .notNull()
    .references(() => workspaces.id),
  playbookId: text("playbook_id")
    .notNull()
    .unique()
    .references(() => playbooks.id),
  type: text("type").notNull(),
  /** JSON text of the published trigger's settings; holds no secret. */
  config: text("config").notNull(),
  planHash: text("plan_hash")
    .notNull()
    .references(() => plans.hash),
  version: integer("version").notNull(),
  enabled: boolean("enabled").notNull(),
  /** Sealed (purpose `triggers`, context the trigger's id); kept over publishes. */
  secret: bytea("secret"),
  /** Of a module's: the plan's script as JSON text, which runs for as long as the playbook is on. */
  script: text("script"),
  /** The name of the connector that it gets. */
  connector: text("connector"),
  createdAt: createdAt(),
});

/** What was refused at the door: counted, nothing of it kept. */
export const webhookRejections = pgTable(
  "webhook_rejections",
  {
    triggerId: text("trigger_id").notNull(),
    reason: text("reason").notNull(),
    count: integer("count").notNull().default(0),
    lastAt: instant("last_at").notNull().defaultNow(),
  },
  (t) => [primaryKey({ columns: [t.triggerId, t.reason] })],
);

export const connectors = pgTable(
  "connectors",
  {
    id: id(),
    workspaceId: text("workspace_id")
      .notNull()
      .references(() => workspaces.id),
    name: text("name").notNull(),
    type: text("type").notNull(),
    /** JSON text: what is not secret. */
    settings: text("settings").notNull(),
    /** Sealed JSON object of the secret fields (purpose `connectors`, context the connector's id). */
    secrets: bytea("secrets").notNull(),
    /** The only runners that its secrets reach; null: those of the installation. */
    runnerGroup: text("runner_group"),
    createdAt: createdAt(),
    updatedAt: instant("updated_at").notNull().defaultNow(),
    deletedAt: instant("deleted_at"),
  },
  (t) => [unique().on(t.workspaceId, t.name)],
);
