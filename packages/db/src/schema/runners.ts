import { bigint, boolean, index, integer, pgTable, text } from "drizzle-orm/pg-core";
import { bytea, createdAt, id, instant } from "./columns.ts";
import { workspaces } from "./people.ts";

/** What runs scripts, on whichever machine; those of the installation say by SQL functions (0022) that they are there, those of a group by the API. */
export const runners = pgTable("runners", {
  /** Of one start of the process. */
  id: text("id").primaryKey(),
  /** Whose group it is of; null: it belongs to the installation. */
  workspaceId: text("workspace_id").references(() => workspaces.id),
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
  /** How many scripts it runs at once; null where that is not asked, for it belongs to the installation. */
  slots: integer("slots"),
  /** It ends what it has and takes nothing new. */
  isDraining: boolean("is_draining").notNull().default(false),
});

/** By which the runners of a group come in. */
export const runnerTokens = pgTable(
  "runner_tokens",
  {
    id: id(),
    workspaceId: text("workspace_id")
      .notNull()
      .references(() => workspaces.id),
    group: text("runner_group").notNull(),
    name: text("name").notNull(),
    /** SHA-256 of the token, which itself is never stored. */
    hash: bytea("hash").notNull().unique(),
    createdAt: createdAt(),
    lastUsedAt: instant("last_used_at"),
    revokedAt: instant("revoked_at"),
  },
  (t) => [index().on(t.workspaceId, t.group)],
);

/** A script on its way to a runner of a group and back (0031); gone once its attempt has ended. */
export const runnerJobs = pgTable(
  "runner_jobs",
  {
    id: id(),
    workspaceId: text("workspace_id").notNull(),
    group: text("runner_group").notNull(),
    runId: text("run_id").notNull(),
    step: text("step").notNull(),
    scope: text("scope").notNull(),
    attempt: integer("attempt").notNull(),
    state: text("state", { enum: ["offered", "taken", "sent", "ended"] }).notNull(),
    offeredAt: instant("offered_at").notNull(),
    /** Which one has taken it. */
    runnerId: text("runner_id"),
    /** When that was last heard of it. */
    beatAt: instant("beat_at"),
    /** Under which claim it is sent. */
    owner: text("owner"),
    fence: integer("fence"),
    /** In milliseconds since the epoch. */
    expiresAt: bigint("expires_at", { mode: "number" }),
    /** Sealed: script, arguments and secrets. */
    body: bytea("body"),
    /** Why it should end before it ends itself. */
    stop: text("stop"),
    /** Sealed: what came back. */
    result: bytea("result"),
  },
  (t) => [index().on(t.workspaceId, t.group, t.state, t.offeredAt), index().on(t.runnerId)],
);
