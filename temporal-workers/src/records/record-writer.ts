import { setTimeout as sleep } from "node:timers/promises";
import { writeLiveRecords } from "@riposte/db";
import type { Connection, LiveRecords } from "@riposte/db";
import type { RunRecord, StepRecord } from "@riposte/plan";
import type { Progress } from "@riposte/temporal/contract";
import type { Logger } from "pino";
import { describeError } from "../activities/actions/describe-error.ts";
import { isDatabaseDown } from "../activities/actions/persistently.ts";

export interface RecordWriter {
  readonly tell: (runId: string, progress: Progress) => void;
  /** The run's closing write has said it all: what waits of it is not written any more. */
  readonly forget: (runId: string) => void;
  /** Writes what is left, if the database is there. */
  readonly close: () => Promise<void>;
}

/** Live progress only: what is dropped here comes again with the run's closing write. */
const MOST_RUNS_QUEUED = 5_000;
const BATCH_CHARACTERS = 4_000_000;
/** How long a run's records may wait: a step within it is written once, and a shorter run by its end alone. */
const GATHER_MS = 400;
/** What has waited so long goes with what is due. */
const GATHERED_ENOUGH_MS = 200;
const FIRST_PAUSE_MS = 200;
const LONGEST_PAUSE_MS = 5_000;

interface Queued {
  /** When the first of them came, in milliseconds since this process began. */
  readonly since: number;
  readonly steps: Map<string, StepRecord>;
  run: RunRecord | null;
}

/** Gathers what workflows say while a write is under way, and writes it with the next one. */
export function createRecordWriter(sql: Connection["sql"], logger: Logger): RecordWriter {
  const queue = new Map<string, Queued>();
  const stop = new AbortController();
  let writing: Promise<void> | null = null;

  function queued(runId: string, since = performance.now()): Queued {
    const known = queue.get(runId);
    if (known !== undefined) return known;
    const oldest = queue.size >= MOST_RUNS_QUEUED ? queue.keys().next().value : undefined;
    if (oldest !== undefined) queue.delete(oldest);
    const fresh: Queued = { since, steps: new Map(), run: null };
    queue.set(runId, fresh);
    return fresh;
  }

  function wake(): void {
    writing ??= drain().finally(() => {
      writing = null;
    });
  }

  async function drain(): Promise<void> {
    for (let pause = FIRST_PAUSE_MS; queue.size > 0;) {
      const wait = untilDue(queue);
      if (wait > 0 && !stop.signal.aborted) {
        await sleep(wait, undefined, { signal: stop.signal }).catch(() => {});
        continue;
      }
      const batch = takeBatch(queue, stop.signal.aborted ? 0 : GATHERED_ENOUGH_MS);
      const problem = await tryToWrite(batch);
      if (problem === null) {
        pause = FIRST_PAUSE_MS;
        continue;
      }
      logger.warn({ error: problem, runs: batch.length }, "Progress cannot be written; trying again");
      putBack(batch);
      if (stop.signal.aborted) return;
      await sleep(pause, undefined, { signal: stop.signal }).catch(() => {});
      pause = Math.min(pause * 2, LONGEST_PAUSE_MS);
    }
  }

  /** Null: written, as far as PostgreSQL takes it; otherwise why it could not be asked. */
  async function tryToWrite(batch: readonly LiveRecords[]): Promise<string | null> {
    try {
      await writeLiveRecords(sql, batch);
      return null;
    } catch (error) {
      if (isDatabaseDown(error)) return describeError(error);
      if (batch.length === 1) {
        logger.error(
          { run: batch[0]?.runId, error: describeError(error) },
          "Progress of a run was refused; it is dropped",
        );
        return null;
      }
    }
    // One run's records must not keep back the others'.
    for (const records of batch) {
      const problem = await tryToWrite([records]);
      if (problem !== null) return problem;
    }
    return null;
  }

  function putBack(batch: readonly LiveRecords[]): void {
    for (const { runId, steps, run } of batch) {
      keep(queued(runId, performance.now() - GATHER_MS), steps, run);
    }
  }

  return {
    tell: (runId, { steps, run }) => {
      keep(queued(runId), steps, run);
      wake();
    },
    forget: (runId) => void queue.delete(runId),
    close: async () => {
      stop.abort();
      await writing;
    },
  };
}

/** The newest of each. */
function keep(queued: Queued, steps: readonly StepRecord[], run: RunRecord | null): void {
  for (const record of steps) {
    const key = `${record.step} ${record.scope}`;
    if ((queued.steps.get(key)?.seq ?? -1) < record.seq) queued.steps.set(key, record);
  }
  if (run !== null && (queued.run?.seq ?? -1) < run.seq) queued.run = run;
}

/** The first in the queue has waited longest; 0 where none is left. */
function untilDue(queue: ReadonlyMap<string, Queued>): number {
  const oldest = queue.values().next().value;
  return oldest === undefined ? 0 : oldest.since + GATHER_MS - performance.now();
}

function takeBatch(queue: Map<string, Queued>, age: number): LiveRecords[] {
  const batch: LiveRecords[] = [];
  let room = BATCH_CHARACTERS;
  const before = performance.now() - age;
  for (const [runId, { since, steps, run }] of queue) {
    if (room <= 0) break;
    if (since > before) continue;
    queue.delete(runId);
    batch.push({ runId, steps: [...steps.values()], run });
    for (const step of steps.values()) room -= JSON.stringify(step).length;
  }
  return batch;
}
