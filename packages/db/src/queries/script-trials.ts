import { and, eq, lt, sql } from "drizzle-orm";
import type { Database } from "../connect.ts";
import { scriptTrials } from "../schema/script-trials.ts";

// How a trial goes is said by SQL functions (migrations/0020, 0027), shared with the Python worker.

export type ScriptTrialRow = typeof scriptTrials.$inferSelect;

export type NewScriptTrial = Pick<
  ScriptTrialRow,
  | "id"
  | "workspaceId"
  | "action"
  | "source"
  | "entry"
  | "python"
  | "requirements"
  | "network"
  | "timeoutMs"
  | "memoryMb"
  | "connector"
  | "arguments"
  | "author"
> &
  Partial<Pick<ScriptTrialRow, "command" | "configuration">>;

/** Trials are for whoever looks at them now: after that long they are forgotten. */
const KEPT = sql`now() - interval '7 days'`;

export async function insertTrial(db: Database, trial: NewScriptTrial): Promise<void> {
  const { workspaceId } = trial;
  await db
    .delete(scriptTrials)
    .where(and(eq(scriptTrials.workspaceId, workspaceId), lt(scriptTrials.createdAt, KEPT)));
  await db.insert(scriptTrials).values(trial);
}

export async function findTrial(
  db: Database,
  workspaceId: string,
  id: string,
): Promise<ScriptTrialRow | null> {
  const [row] = await db
    .select()
    .from(scriptTrials)
    .where(and(eq(scriptTrials.workspaceId, workspaceId), eq(scriptTrials.id, id)));
  return row ?? null;
}

/** Whoever runs it ends it at once; `outcome` (JSON text) is that of one that nobody has begun. */
export async function stopTrial(db: Database, id: string, outcome: string): Promise<void> {
  await db.execute(sql`select trial_stop(${id}, ${outcome})`);
}

/** For when nobody else will say how it went: JSON texts for one that has not begun, and for one that has. */
export async function settleTrial(
  db: Database,
  id: string,
  { never, lost }: { readonly never: string; readonly lost: string },
): Promise<void> {
  await db.execute(sql`
    select trial_finish(id, case state when 'waiting' then ${never} else ${lost} end, null, null, null, peak_bytes)
    from ${scriptTrials} where id = ${id} and state <> 'ended'`);
}
