import { sql } from "drizzle-orm";
import { bigint, bigserial, check, index, integer, pgTable, primaryKey, text } from "drizzle-orm/pg-core";
import { instant } from "./columns.ts";
import { workspaces } from "./people.ts";

/** How much of something may go on at once, and how often it may begin: what is over it waits its turn. */
export const limits = pgTable(
  "limits",
  {
    workspaceId: text("workspace_id")
      .notNull()
      .references(() => workspaces.id),
    kind: text("kind", { enum: ["playbook", "action", "connector"] }).notNull(),
    /** The playbook's id, the action's key, the connector's name. */
    target: text("target").notNull(),
    atOnce: integer("at_once"),
    /** So many in any so many seconds. */
    rateCount: integer("rate_count"),
    rateSeconds: integer("rate_seconds"),
    updatedAt: instant("updated_at").notNull().defaultNow(),
  },
  (t) => [
    primaryKey({ columns: [t.workspaceId, t.kind, t.target] }),
    check("limits_say_something", sql`${t.atOnce} > 0 or ${t.rateCount} > 0`),
    check("limits_rate_is_whole", sql`(${t.rateCount} is null) = (${t.rateSeconds} is null)`),
  ],
);

/** What has begun under a rate, for as long as that looks back. */
export const limitStarts = pgTable(
  "limit_starts",
  {
    workspaceId: text("workspace_id").notNull(),
    kind: text("kind", { enum: ["playbook", "action", "connector"] }).notNull(),
    target: text("target").notNull(),
    at: instant("at").notNull(),
  },
  (t) => [index().on(t.workspaceId, t.kind, t.target, t.at)],
);

/** Whose turn was when: the playbook that was served longest ago comes first. */
export const limitServed = pgTable(
  "limit_served",
  {
    workspaceId: text("workspace_id").notNull(),
    kind: text("kind", { enum: ["action", "connector"] }).notNull(),
    target: text("target").notNull(),
    playbookId: text("playbook_id").notNull(),
    served: bigint("served", { mode: "number" }).notNull(),
  },
  (t) => [primaryKey({ columns: [t.workspaceId, t.kind, t.target, t.playbookId] })],
);

/** Calls under a limit: those that wait for their turn, that may go, and that are under way (migrations/0015). */
export const callTurns = pgTable(
  "call_turns",
  {
    runId: text("run_id").notNull(),
    step: text("step").notNull(),
    scope: text("scope").notNull(),
    attempt: integer("attempt").notNull(),
    workspaceId: text("workspace_id").notNull(),
    playbookId: text("playbook_id").notNull(),
    /** Who is told when the turn comes. */
    workflowId: text("workflow_id").notNull(),
    action: text("action").notNull(),
    connector: text("connector"),
    /** That its step names; null: as its connector says. */
    runnerGroup: text("runner_group"),
    state: text("state", { enum: ["waiting", "granted", "held"] }).notNull(),
    /** Grows: the order within a playbook. */
    place: bigserial("place", { mode: "number" }).notNull(),
    askedAt: instant("asked_at").notNull(),
    /** `<instance>/<call>` of the process that makes it. */
    owner: text("owner"),
    /** Of a turn that is granted or taken: without renewal it is over then. */
    leaseUntil: instant("lease_until"),
    /** When the workflow was last told that its turn has come. */
    toldAt: instant("told_at"),
  },
  (t) => [
    primaryKey({ columns: [t.runId, t.step, t.scope, t.attempt] }),
    index().on(t.workspaceId, t.state, t.playbookId, t.place),
  ],
);
