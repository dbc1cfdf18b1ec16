import { RUN_STATES } from "@riposte/plan/run-states";
import { sql } from "drizzle-orm";
import {
  bigint,
  boolean,
  check,
  foreignKey,
  index,
  integer,
  pgTable,
  primaryKey,
  text,
  uniqueIndex,
} from "drizzle-orm/pg-core";
import { bytea, createdAt, id, instant } from "./columns.ts";
import { plans, playbooks } from "./playbooks.ts";
import { workspaces } from "./people.ts";

// Who refers to a large value is found by these, which the view `blob_references` (0020) reads. A new column with a
// `Payload` in it needs one, and its arm of the view: what that does not name is collected.
const blobIn = (column: string) => sql.raw(`blob_in(${column})`);
const isBlob = (column: string) => sql.raw(`${column} like '{"kind":"blob"%'`);
const givesBlob = (column: string) =>
  sql.raw(`${column} ~ '^\\{"kind": ?"done", ?"output": ?\\{"kind": ?"blob"'`);

/** Every accepted trigger, committed before the sender hears 2xx. The id is the run's id and the workflow's. */
export const inbox = pgTable(
  "inbox",
  {
    id: id(),
    workspaceId: text("workspace_id")
      .notNull()
      .references(() => workspaces.id),
    playbookId: text("playbook_id")
      .notNull()
      .references(() => playbooks.id),
    /** Null for a run by hand. */
    triggerId: text("trigger_id"),
    planHash: text("plan_hash")
      .notNull()
      .references(() => plans.hash),
    version: integer("version").notNull(),
    /** A `Payload` as JSON text. */
    event: text("event").notNull(),
    simulate: boolean("simulate").notNull().default(false),
    /** Scope of the key: the trigger's id, or `manual:<playbook>`. */
    dedupeScope: text("dedupe_scope").notNull(),
    dedupeKey: text("dedupe_key").notNull(),
    /** SHA-256 (hex) of the raw body: the same key with another body is a conflict. */
    bodyHash: text("body_hash").notNull(),
    /** A signed request's signature: it is good for one run, whatever key comes with it. */
    signature: text("signature"),
    receivedAt: instant("received_at").notNull().defaultNow(),
    startAttemptedAt: instant("start_attempted_at"),
    startedAt: instant("started_at"),
    /** Set when it will not be started by itself: why. */
    heldReason: text("held_reason"),
    /** Of runs of this playbook with the same key only one is under way at a time. */
    turnKey: text("turn_key"),
    /** What becomes of it while another one is. */
    turnElse: text("turn_else", { enum: ["wait", "skip"] }),
    /** Events with the same key until then are one. */
    debounceKey: text("debounce_key"),
    debounceUntil: instant("debounce_until"),
    notBefore: instant("not_before"),
    /** The run that stands for this one too. */
    joinedWith: text("joined_with"),
  },
  (t) => [
    uniqueIndex().on(t.dedupeScope, t.dedupeKey),
    uniqueIndex().on(t.dedupeScope, t.signature),
    /** Small however long the history is: the dispatcher asks it all day. */
    index("inbox_not_started")
      .on(t.playbookId, t.receivedAt)
      .where(sql`started_at is null`),
    index("inbox_event_blob").on(blobIn("event")).where(isBlob("event")),
    index("inbox_starting")
      .on(t.playbookId)
      .where(sql`started_at is null and start_attempted_at is not null`),
    index("inbox_in_order")
      .on(t.playbookId, t.receivedAt)
      .where(sql`started_at is null and (turn_key is not null or not_before is not null)`),
    index("inbox_debounce")
      .on(t.playbookId, t.debounceKey, t.debounceUntil)
      .where(sql`debounce_key is not null`),
  ],
);

/** Signatures of requests that were found to be another one again: none of them is good for a run of its own. */
export const spentSignatures = pgTable(
  "spent_signatures",
  {
    workspaceId: text("workspace_id")
      .notNull()
      .references(() => workspaces.id),
    dedupeScope: text("dedupe_scope").notNull(),
    signature: text("signature").notNull(),
    /** What it was taken for: an id in the inbox. */
    runId: text("run_id").notNull(),
    spentAt: instant("spent_at").notNull().defaultNow(),
  },
  (t) => [primaryKey({ columns: [t.dedupeScope, t.signature] })],
);

/** One row: how far the dispatchers have come with this database (see `advanceDispatch`). */
export const dispatchProgress = pgTable(
  "dispatch_progress",
  {
    singleton: boolean("singleton").primaryKey().default(true),
    /** Drawn once; a dump takes it along. */
    database: text("database")
      .notNull()
      .default(sql`gen_random_uuid()::text`),
    ticks: integer("ticks").notNull(),
    /** Set while nothing is started because the database was thrown back. */
    heldSince: instant("held_since"),
  },
  (t) => [check("dispatch_progress_singleton", sql`${t.singleton}`)],
);

/** Inserted with the inbox row in the same transaction. */
export const runs = pgTable(
  "runs",
  {
    id: id(),
    workspaceId: text("workspace_id")
      .notNull()
      .references(() => workspaces.id),
    playbookId: text("playbook_id")
      .notNull()
      .references(() => playbooks.id),
    version: integer("version").notNull(),
    planHash: text("plan_hash")
      .notNull()
      .references(() => plans.hash),
    state: text("state", { enum: RUN_STATES }).notNull(),
    seq: integer("seq").notNull().default(0),
    failure: text("failure"),
    failedStep: text("failed_step"),
    /** What it gives to who called it: a `Payload` as JSON text. */
    output: text("output"),
    createdAt: createdAt(),
    startedAt: instant("started_at"),
    finishedAt: instant("finished_at"),
    /** Somebody ended it at once: no attempt of it begins any more, and what it did last is still being recorded. */
    terminatedAt: instant("terminated_at"),
    /** When anything of it was last recorded; the reconciler looks at the silent ones. */
    touchedAt: instant("touched_at").notNull().defaultNow(),
  },
  (t) => [
    index().on(t.workspaceId, t.createdAt),
    index().on(t.playbookId, t.createdAt),
    index().on(t.state, t.touchedAt),
    index("runs_output_blob").on(blobIn("output")).where(isBlob("output")),
    index("runs_under_way")
      .on(t.playbookId)
      .where(sql`started_at is not null and finished_at is null`),
  ],
);

export const stepRuns = pgTable(
  "step_runs",
  {
    runId: text("run_id")
      .notNull()
      .references(() => runs.id),
    step: text("step").notNull(),
    scope: text("scope").notNull(),
    seq: integer("seq").notNull(),
    state: text("state", {
      enum: [
        "waiting",
        "running",
        "done",
        "skipped",
        "failed",
        "approval",
        "turn",
        "unknown",
        "undecided",
        "cancelled",
      ],
    }).notNull(),
    attempt: integer("attempt").notNull(),
    startedAt: instant("started_at"),
    finishedAt: instant("finished_at"),
    /** `Payload`s and a `Failure` as JSON text. */
    input: text("input"),
    output: text("output"),
    failure: text("failure"),
    port: text("port"),
    note: text("note"),
    /** Where its outcome comes from, if this run did not come to it by itself. */
    origin: text("origin", { enum: ["reused", "by_hand"] }),
    /** The last word on a step of an iteration that is over: nothing changes it, and the closing write leaves it. */
    archived: boolean("archived").notNull().default(false),
  },
  (t) => [
    primaryKey({ columns: [t.runId, t.step, t.scope] }),
    /** They are few, and asked for with every page. */
    index("step_runs_unknown")
      .on(t.runId)
      .where(sql`state = 'unknown'`),
    index("step_runs_input_blob").on(blobIn("input")).where(isBlob("input")),
    index("step_runs_output_blob").on(blobIn("output")).where(isBlob("output")),
    index("step_runs_undecided")
      .on(t.runId)
      .where(sql`state = 'undecided'`),
  ],
);

/** A run that repeats another one; written with its inbox row. */
export const reruns = pgTable(
  "reruns",
  {
    runId: text("run_id")
      .primaryKey()
      .references(() => runs.id),
    rerunOf: text("rerun_of")
      .notNull()
      .references(() => runs.id),
    kind: text("kind", { enum: ["start", "step", "failed", "after"] }).notNull(),
    /** The step that was chosen. */
    step: text("step"),
    /** What it takes over, `RecordedStep`s as JSON text; null: nothing. */
    recorded: text("recorded"),
    requestedBy: text("requested_by").notNull(),
    createdAt: createdAt(),
  },
  (t) => [index().on(t.rerunOf, t.createdAt)],
);

/** The large values that `recorded` of a rerun or a test refers to; a trigger in the database writes them with it. */
export const recordedValues = pgTable(
  "recorded_values",
  {
    runId: text("run_id")
      .notNull()
      .references(() => runs.id),
    hash: text("hash").notNull(),
  },
  (t) => [primaryKey({ columns: [t.hash, t.runId] })],
);

/** What a person found became of a step with an unknown outcome, after its run was over: its record stays as it is. */
export const findings = pgTable(
  "findings",
  {
    runId: text("run_id")
      .notNull()
      .references(() => runs.id),
    step: text("step").notNull(),
    scope: text("scope").notNull(),
    outcome: text("outcome", { enum: ["done", "failed"] }).notNull(),
    reason: text("reason").notNull(),
    foundBy: text("found_by").notNull(),
    foundAt: instant("found_at").notNull().defaultNow(),
  },
  (t) => [primaryKey({ columns: [t.runId, t.step, t.scope] })],
);

/** The row under every effect (see docs/decisions on attempts). Terminal states never change. */
export const attempts = pgTable(
  "attempts",
  {
    runId: text("run_id").notNull(),
    step: text("step").notNull(),
    scope: text("scope").notNull(),
    attempt: integer("attempt").notNull(),
    state: text("state", { enum: ["claimed", "done", "failed", "unknown"] }).notNull(),
    /** Instance id of the worker process that holds it, or `<instance>/<claim>`: see `claimAttempt`. */
    owner: text("owner").notNull(),
    fence: integer("fence").notNull(),
    leaseUntil: instant("lease_until").notNull(),
    /** `idempotent` or `onLost: rerun`: may be taken over when the lease has expired. */
    mayTakeOver: boolean("may_take_over").notNull(),
    /** An `ActionOutcome` as JSON text. */
    outcome: text("outcome"),
    /** An outcome that came after the row had ended. */
    lateOutcome: text("late_outcome"),
    cancelRequested: boolean("cancel_requested").notNull().default(false),
    startedAt: instant("started_at").notNull().defaultNow(),
    finishedAt: instant("finished_at"),
    /** What a script printed on stderr (and stdout but its result), redacted, at most 256 KB. */
    log: text("log"),
    exitCode: integer("exit_code"),
    durationMs: integer("duration_ms"),
  },
  (t) => [
    primaryKey({ columns: [t.runId, t.step, t.scope, t.attempt] }),
    index().on(t.owner, t.state),
    index("attempts_outcome_blob").on(blobIn("outcome")).where(givesBlob("outcome")),
    index("attempts_late_blob").on(blobIn("late_outcome")).where(givesBlob("late_outcome")),
  ],
);

/** Values above 64 KB, by workspace and SHA-256 (hex) of their text. */
export const blobs = pgTable(
  "blobs",
  {
    workspaceId: text("workspace_id")
      .notNull()
      .references(() => workspaces.id),
    hash: text("hash").notNull(),
    bytes: bigint("bytes", { mode: "number" }).notNull(),
    /** Where the text lies; null while it is being written there, or taken away. */
    place: text("place", { enum: ["postgres", "s3"] }),
    createdAt: createdAt(),
    /** When it was last written, or found in use by who collects what nobody refers to. */
    touchedAt: instant("touched_at").notNull().defaultNow(),
  },
  (t) => [primaryKey({ columns: [t.workspaceId, t.hash] }), index().on(t.touchedAt)],
);

/** The texts of those that lie in PostgreSQL, in pieces: nobody has to hold a whole one to pass it on. */
export const blobChunks = pgTable(
  "blob_chunks",
  {
    workspaceId: text("workspace_id").notNull(),
    hash: text("hash").notNull(),
    at: integer("at").notNull(),
    body: bytea("body").notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.workspaceId, t.hash, t.at] }),
    foreignKey({
      columns: [t.workspaceId, t.hash],
      foreignColumns: [blobs.workspaceId, blobs.hash],
    }).onDelete("cascade"),
  ],
);

/** The answer of a Respond step to the waiting sender. */
export const responses = pgTable(
  "responses",
  {
    runId: text("run_id").primaryKey(),
    status: integer("status").notNull(),
    /** A `Payload` as JSON text. */
    body: text("body").notNull(),
    createdAt: createdAt(),
  },
  () => [index("responses_body_blob").on(blobIn("body")).where(isBlob("body"))],
);

export const approvals = pgTable(
  "approvals",
  {
    id: id(),
    workspaceId: text("workspace_id")
      .notNull()
      .references(() => workspaces.id),
    runId: text("run_id")
      .notNull()
      .references(() => runs.id),
    step: text("step").notNull(),
    scope: text("scope").notNull().default(""),
    attempt: integer("attempt").notNull(),
    /** An `ApprovalRequest` as JSON text. */
    request: text("request").notNull(),
    expiresAt: instant("expires_at"),
    outcome: text("outcome", { enum: ["approved", "rejected", "expired", "withdrawn"] }),
    decidedBy: text("decided_by"),
    comment: text("comment"),
    createdAt: createdAt(),
    decidedAt: instant("decided_at"),
    /** A decision that was made, also where the run has not heard of it yet: no other one is taken then. */
    keptOutcome: text("kept_outcome", { enum: ["approved", "rejected"] }),
    keptBy: text("kept_by"),
    keptComment: text("kept_comment"),
    keptAt: instant("kept_at"),
    /** Temporal has it: the run will hear of it. */
    keptTold: boolean("kept_told").notNull().default(false),
  },
  (t) => [
    index("approvals_untold")
      .on(t.keptAt)
      .where(sql`outcome is null and kept_outcome is not null and not kept_told`),
    uniqueIndex().on(t.runId, t.step, t.scope, t.attempt),
    index().on(t.workspaceId, t.outcome),
    index("approvals_request_blob")
      .on(blobIn("request"))
      .where(sql`request like '%"kind":"blob"%'`),
  ],
);
