import { sql } from "drizzle-orm";
import type { TurnWait } from "@riposte/plan";
import type { Database } from "../connect.ts";
import type { AttemptKey } from "./attempts.ts";

// Thin on purpose: the rules are SQL functions (migrations/0015), shared with the Python worker.

/** A call that a limit may hold for. */
export interface LimitedCall {
  readonly workspaceId: string;
  readonly key: AttemptKey;
  /** Who is told when its turn comes. */
  readonly workflowId: string;
  readonly action: string;
  readonly connector: string | null;
  /** `<instance>/<call>` */
  readonly owner: string;
}

export type Turn =
  /** No limit holds for it. */
  | { readonly verdict: "free" }
  /** It may go, and gives its turn back when it is over. */
  | { readonly verdict: "taken" }
  | { readonly verdict: "waits"; readonly waits: TurnWait | null };

export async function enterTurn(db: Database, call: LimitedCall): Promise<Turn> {
  const { runId, step, scope, attempt } = call.key;
  const [row] = await db.execute<{ verdict: Turn["verdict"]; waits: string | null }>(
    sql`select * from call_turn_enter(${call.workspaceId}, ${runId}, ${step}, ${scope}, ${attempt},
      ${call.workflowId}, ${call.action}, ${call.connector}, ${call.owner})`,
  );
  if (row === undefined) throw new Error("call_turn_enter gave no row.");
  if (row.verdict !== "waits") return { verdict: row.verdict };
  return { verdict: "waits", waits: row.waits === null ? null : (JSON.parse(row.waits) as TurnWait) };
}

export async function leaveTurn(
  db: Database,
  { workspaceId, key, owner }: Pick<LimitedCall, "workspaceId" | "key" | "owner">,
): Promise<void> {
  const { runId, step, scope, attempt } = key;
  await db.execute(
    sql`select call_turn_leave(${workspaceId}, ${runId}, ${step}, ${scope}, ${attempt}, ${owner})`,
  );
}

/** Gives up the place of a call that nobody wants to make any more. */
export async function forgetTurn(db: Database, { runId, step, scope, attempt }: AttemptKey): Promise<void> {
  await db.execute(sql`select call_turn_forget(${runId}, ${step}, ${scope}, ${attempt})`);
}

/** Keeps the turns of these owners; returns how many there are. */
export async function renewTurns(db: Database, owners: readonly string[]): Promise<number> {
  const list = sql.join(
    owners.map((owner) => sql`${owner}`),
    sql`, `,
  );
  const [row] = await db.execute<{ kept: number }>(
    sql`select call_turns_renew(array[${list}]::text[]) as kept`,
  );
  return row?.kept ?? 0;
}

export interface TurnThatCame extends AttemptKey {
  readonly workflowId: string;
}

/** Gives the turns there are, and names who is to be told; in how many milliseconds there may be others: null, nobody waits for time. */
export async function sweepTurns(
  db: Database,
  { againMs }: { readonly againMs: number },
): Promise<{ readonly came: readonly TurnThatCame[]; readonly nextMs: number | null }> {
  const rows = await db.execute<{
    workflow_id: string;
    run_id: string;
    step: string;
    scope: string;
    attempt: number;
  }>(sql`select * from call_turns_sweep(${`${againMs} milliseconds`}::interval)`);
  const [next] = await db.execute<{ ms: number | null }>(sql`select call_turns_next() as ms`);
  const came = rows.map(({ workflow_id, run_id, step, scope, attempt }) => ({
    workflowId: workflow_id,
    runId: run_id,
    step,
    scope,
    attempt,
  }));
  return { came, nextMs: next?.ms ?? null };
}

/** The run of this turn is over, or was never there. */
export async function dropTurns(db: Database, runId: string): Promise<void> {
  await db.execute(sql`delete from call_turns where run_id = ${runId} and state <> 'held'`);
}

/** What is older than any rate looks back. */
export async function forgetOldStarts(db: Database): Promise<void> {
  await db.execute(sql`
    delete from limit_starts s where s.at < now() - coalesce((
      select make_interval(secs => l.rate_seconds) from limits l
      where (l.workspace_id, l.kind, l.target) = (s.workspace_id, s.kind, s.target)), interval '0')`);
}

export interface WaitingCall {
  readonly runId: string;
  readonly step: string;
  readonly scope: string;
  readonly since: Date;
  readonly waits: TurnWait | null;
}

/** The calls of these runs that wait for their turn, as it stands now. */
export async function listWaitingCalls(
  db: Database,
  workspaceId: string,
  runIds: readonly string[],
): Promise<readonly WaitingCall[]> {
  if (runIds.length === 0) return [];
  const rows = await db.execute<{
    run_id: string;
    step: string;
    scope: string;
    since: string;
    waits: string | null;
  }>(sql`
    select run_id, step, scope, asked_at as since, call_turn_waits(run_id, step, scope, attempt) as waits
    from call_turns
    where workspace_id = ${workspaceId} and state = 'waiting'
      and run_id in (${sql.join(
        runIds.map((id) => sql`${id}`),
        sql`, `,
      )})
    order by place
    limit 200`);
  return rows.map(({ run_id, step, scope, since, waits }) => ({
    runId: run_id,
    step,
    scope,
    since: new Date(since),
    waits: waits === null ? null : (JSON.parse(waits) as TurnWait),
  }));
}
