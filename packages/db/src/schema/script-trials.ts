import { sql } from "drizzle-orm";
import { bigint, boolean, index, integer, pgTable, text } from "drizzle-orm/pg-core";
import { bytea, createdAt, id, instant } from "./columns.ts";
import { workspaces } from "./people.ts";

/**
 * Scripts that their authors try in the editor, with the text that is typed there, saved or not. A trial is of no run: it
 * has no attempts and leaves no records. Values as in `attempts`; how it goes is said by SQL functions (0020, 0028).
 */
export const scriptTrials = pgTable(
  "script_trials",
  {
    id: id(),
    workspaceId: text("workspace_id")
      .notNull()
      .references(() => workspaces.id),
    /** As a step would call it: `script.judge_address`. */
    action: text("action").notNull(),
    source: text("source").notNull(),
    entry: text("entry", { enum: ["main", "plain", "module"] }).notNull(),
    /** Of a module: what its main.py is called with. */
    command: text("command"),
    /** The version of its interpreter, "2.7"; "3": the runner's own. */
    python: text("python").notNull().default("3"),
    /** The hash of what it requires; none: nothing. */
    requirements: text("requirements"),
    /** What it may reach, as a plan says it, in JSON; none: nothing. */
    network: text("network"),
    timeoutMs: integer("timeout_ms").notNull(),
    memoryMb: integer("memory_mb").notNull(),
    /** The name of a connector, or none. */
    connector: text("connector"),
    /** Settings and secrets that no connector holds, sealed under its id; gone once it has begun. */
    configuration: bytea("configuration"),
    /** A `Payload` as JSON text. */
    arguments: text("arguments").notNull(),
    author: text("author").notNull(),
    state: text("state", { enum: ["waiting", "running", "ended"] })
      .notNull()
      .default("waiting"),
    stopRequested: boolean("stop_requested").notNull().default(false),
    /** What it has printed so far, secrets taken out. */
    log: text("log").notNull().default(""),
    /** An `ActionOutcome` as JSON text, once it has ended. */
    outcome: text("outcome"),
    exitCode: integer("exit_code"),
    durationMs: integer("duration_ms"),
    /** The most that its processes were seen to need together. */
    peakBytes: bigint("peak_bytes", { mode: "number" }),
    createdAt: createdAt(),
    startedAt: instant("started_at"),
    endedAt: instant("ended_at"),
  },
  (t) => [
    index().on(t.workspaceId, t.createdAt),
    index("script_trials_running").on(t.workspaceId).where(sql.raw("state = 'running'")),
    index("script_trials_arguments_blob")
      .on(sql.raw("blob_in(arguments)"))
      .where(sql.raw(`arguments like '{"kind":"blob"%'`)),
    index("script_trials_outcome_blob")
      .on(sql.raw("blob_in(outcome)"))
      .where(sql.raw(`outcome ~ '^\\{"kind": ?"done", ?"output": ?\\{"kind": ?"blob"'`)),
  ],
);
