import type { RunRecord, StepRecord } from "@riposte/plan";
import type { ISql, Sql } from "postgres";
import { answering } from "./responses.ts";
import type { Answer } from "./responses.ts";
import { storableText } from "./storable-text.ts";

// `done`, `failed`, `cancelled` and `lost` are final: nothing changes such a run or its steps any more,
// but for the closing write of a run that was only believed lost.

/** Live progress of one run. It speaks for workflow tasks that may still fail, and so may never have been. */
export interface LiveRecords {
  readonly runId: string;
  readonly steps: readonly StepRecord[];
  readonly run: RunRecord | null;
}

/** Writes what is newer than what is there, one statement for all runs. */
export async function writeLiveRecords(sql: Sql, records: readonly LiveRecords[]): Promise<void> {
  const steps = records.flatMap(({ runId, steps }) =>
    newestOfEach(steps).map((step) => stepRow(runId, step)),
  );
  const runs = records.flatMap(({ runId, run }) => (run === null ? [] : [runRow(runId, run)]));
  const ids = records.map(({ runId }) => runId);
  await sql`
    with open_run as (
      select id from runs
      where id = any(${ids}) and state not in ('done', 'failed', 'cancelled', 'lost')
      order by id for update
    ), step as (
      insert into step_runs (run_id, step, scope, seq, state, attempt, started_at, finished_at, input, output,
                             failure, port, note, origin)
      select s.run_id, s.step, s.scope, s.seq, s.state, s.attempt, s.started_at, s.finished_at, s.input,
             s.output, s.failure, s.port, s.note, s.origin
      from jsonb_populate_recordset(null::step_runs, ${JSON.stringify(steps)}::text::jsonb) s
      join open_run on open_run.id = s.run_id
      on conflict (run_id, step, scope) do update set
        seq = excluded.seq, state = excluded.state, attempt = excluded.attempt,
        started_at = excluded.started_at, finished_at = excluded.finished_at, input = excluded.input,
        output = excluded.output, failure = excluded.failure, port = excluded.port, note = excluded.note,
        origin = excluded.origin
      where excluded.seq > step_runs.seq and not step_runs.archived
    ), newer as (
      select n.id, n.state, n.seq, n.failure, n.failed_step
      from jsonb_populate_recordset(null::runs, ${JSON.stringify(runs)}::text::jsonb) n
    ), touched as (
      update runs r
      set touched_at = now(),
          state = case when n.seq > r.seq then n.state when r.state in ('queued', 'stuck') then 'running' else r.state end,
          seq = greatest(r.seq, n.seq),
          failure = case when n.seq > r.seq then n.failure when r.state = 'stuck' then null else r.failure end,
          failed_step = case when n.seq > r.seq then n.failed_step else r.failed_step end,
          started_at = coalesce(r.started_at, ${begun(sql)}, now())
      from open_run left join newer n on n.id = open_run.id
      where r.id = open_run.id
      returning r.id
    )
    select pg_notify('runs', id) from touched`;
}

export interface WholeRun {
  readonly workspaceId: string;
  readonly runId: string;
  readonly steps: readonly StepRecord[];
  readonly run: RunRecord;
  /** Not null: the run has ended with `run`, and of its step rows only these (`<step> <scope>`) have ever been. */
  readonly keep: readonly string[] | null;
  readonly answer: Omit<Answer, "runId"> | null;
}

const FINAL = ["done", "failed", "cancelled"] as const satisfies readonly RunRecord["state"][];

/**
 * Writes what is known for certain, over whatever live progress claimed. Twice is harmless; a run that
 * has ended stays as it ended. False when there is no such run.
 */
export async function writeWholeRun(sql: Sql, whole: WholeRun): Promise<boolean> {
  const { workspaceId, runId } = whole;
  return sql.begin(async (tx) => {
    const [row] = await tx<{ state: string }[]>`
      select state from runs where id = ${runId} and workspace_id = ${workspaceId} for update`;
    if (row === undefined) return false;
    if ((FINAL as readonly string[]).includes(row.state)) return true;
    const { state, seq, failure, failedStep, output = null } = whole.run;
    // Ended by the last chunk alone: what is written to a run that has ended does not count.
    const isEarlyChunk = whole.keep === null && (FINAL as readonly string[]).includes(state);
    // A statement of its own after the lock, so that it sees what live progress has written.
    await tx`
      with step as (
        insert into step_runs (run_id, step, scope, seq, state, attempt, started_at, finished_at, input, output,
                               failure, port, note, origin)
        select s.run_id, s.step, s.scope, s.seq, s.state, s.attempt, s.started_at, s.finished_at, s.input,
               s.output, s.failure, s.port, s.note, s.origin
        from jsonb_populate_recordset(null::step_runs,
               ${JSON.stringify(whole.steps.map((step) => stepRow(runId, step)))}::text::jsonb) s
        on conflict (run_id, step, scope) do update set
          seq = excluded.seq, state = excluded.state, attempt = excluded.attempt,
          started_at = excluded.started_at, finished_at = excluded.finished_at, input = excluded.input,
          output = excluded.output, failure = excluded.failure, port = excluded.port, note = excluded.note,
          origin = excluded.origin
        where row (excluded.*) is distinct from row (step_runs.*)
      ), run as (
        update runs r
        set ${
          isEarlyChunk
            ? tx``
            : tx`state = ${state}, seq = ${seq}, failure = ${jsonOrNull(failure)}, failed_step = ${failedStep},
                 output = ${jsonOrNull(output)},
                 finished_at = ${whole.keep === null ? tx`null` : tx`now()`},`
        }
            started_at = coalesce(r.started_at, ${begun(tx)}, now()), touched_at = now()
        where r.id = ${runId}
      ), never_been as (
        delete from step_runs
        where run_id = ${runId} and not archived and step || ' ' || scope <> all(${whole.keep as string[] | null})
      ), answer as (
        ${whole.answer === null ? tx`select null as run_id where false` : answering(tx, { runId, ...whole.answer })}
      )
      select pg_notify('runs', ${runId}), (select pg_notify('responses', run_id) from answer)`;
    return true;
  });
}

export interface ArchivedSteps {
  readonly workspaceId: string;
  readonly runId: string;
  readonly steps: readonly StepRecord[];
}

/** The last word on these steps, however much of it live progress has written. False when there is no such run. */
export async function archiveSteps(sql: Sql, { workspaceId, runId, steps }: ArchivedSteps): Promise<boolean> {
  const [row] = await sql<{ found: boolean }[]>`
    with open_run as (
      update runs r set touched_at = now(), started_at = coalesce(r.started_at, ${begun(sql)}, now()),
                        state = case when r.state = 'queued' then 'running' else r.state end
      where r.id = ${runId} and r.workspace_id = ${workspaceId} and r.state not in ('done', 'failed', 'cancelled')
      returning r.id
    ), step as (
      insert into step_runs (run_id, step, scope, seq, state, attempt, started_at, finished_at, input, output,
                             failure, port, note, origin, archived)
      select s.run_id, s.step, s.scope, s.seq, s.state, s.attempt, s.started_at, s.finished_at, s.input,
             s.output, s.failure, s.port, s.note, s.origin, true
      from jsonb_populate_recordset(null::step_runs,
             ${JSON.stringify(steps.map((step) => stepRow(runId, step)))}::text::jsonb) s
      join open_run on open_run.id = s.run_id
      on conflict (run_id, step, scope) do update set
        seq = excluded.seq, state = excluded.state, attempt = excluded.attempt,
        started_at = excluded.started_at, finished_at = excluded.finished_at, input = excluded.input,
        output = excluded.output, failure = excluded.failure, port = excluded.port, note = excluded.note,
        origin = excluded.origin, archived = true
      where not step_runs.archived
    )
    select exists (select from runs where id = ${runId} and workspace_id = ${workspaceId}) as found,
           pg_notify('runs', ${runId})`;
  return row?.found ?? false;
}

/** Of a run `r` whose start is not noted yet, as that of a quick one is not until after its end. */
function begun(sql: ISql) {
  return sql`(select i.start_attempted_at from inbox i where i.id = r.id)`;
}

function newestOfEach(steps: readonly StepRecord[]): readonly StepRecord[] {
  const newest = new Map<string, StepRecord>();
  for (const step of steps) {
    const key = `${step.step} ${step.scope}`;
    if ((newest.get(key)?.seq ?? -1) < step.seq) newest.set(key, step);
  }
  return [...newest.values()];
}

function stepRow(runId: string, step: StepRecord) {
  return {
    run_id: runId,
    step: step.step,
    scope: step.scope,
    seq: step.seq,
    state: step.state,
    attempt: step.attempt,
    started_at: instantOrNull(step.startedAt),
    finished_at: instantOrNull(step.finishedAt),
    input: jsonOrNull(step.input),
    output: jsonOrNull(step.output),
    failure: jsonOrNull(step.failure),
    port: step.port,
    note: step.note === null ? null : storableText(step.note),
    origin: step.origin ?? null,
  };
}

function runRow(runId: string, run: RunRecord) {
  const { state, seq, failure, failedStep } = run;
  return { id: runId, state, seq, failure: jsonOrNull(failure), failed_step: failedStep };
}

function jsonOrNull(value: object | null): string | null {
  return value === null ? null : JSON.stringify(value);
}

function instantOrNull(at: number | null): string | null {
  return at === null ? null : new Date(at).toISOString();
}
