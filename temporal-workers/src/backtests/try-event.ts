import { setImmediate as others } from "node:timers/promises";
import { findInboxRow, findRun, getPlan, isBacktestGoing, readRecordedRun } from "@riposte/db";
import type { ClaimedEvent, Connection } from "@riposte/db";
import {
  compareRuns,
  parsePlan,
  refuseUnknownPlan,
  runBacktest,
  showResult,
  UnknownPlan,
} from "@riposte/plan";
import type { BacktestHost, Failure, Payload, Plan, ShownResult, ShownStep } from "@riposte/plan";
import type { ValueTasks } from "../values/value-tasks.ts";

export interface BacktestServices {
  readonly db: Connection["db"];
  readonly sql: Connection["sql"];
  readonly values: ValueTasks;
  readonly stop: AbortSignal;
}

export interface Found {
  readonly result: ShownResult;
  readonly steps: readonly ShownStep[];
}

/** An event may take this long; waits take no time. */
const LIMIT_MS = 20_000;
/** Leases and heartbeats of real runs are kept by the same thread. */
const AT_A_STRETCH_MS = 5;
const LOOK_MS = 1_000;
const MOST_RECORDS = 5_000;

/** What the draft would have done with the event of one run; null: nobody wants to know any more. */
export async function tryEvent(services: BacktestServices, event: ClaimedEvent): Promise<Found | null> {
  const { db } = services;
  const { workspaceId, runId } = event;
  const [found, accepted, recorded] = await Promise.all([
    findRun(db, workspaceId, runId),
    findInboxRow(db, workspaceId, runId),
    readRecordedRun(db, workspaceId, { runId, most: MOST_RECORDS }),
  ]);
  if (found === null || accepted === null) return untold("The run's event is no longer there.");
  if (recorded.isCut) return untold("The run recorded more than a backtest reads.");
  const before = await readPlan(db, found.run.planHash);
  const plan = await readPlan(db, event.planHash);
  if (typeof before === "string") return untold(before);
  if (typeof plan === "string") return untold(plan);
  const { run, playbook } = found;
  const past = { plan: before, records: recorded.records, decisions: recorded.decisions };
  const host = createHost(services, event, plan);
  const after = await runBacktest(
    plan,
    {
      past,
      trigger: JSON.parse(accepted.event) as Payload,
      run: {
        id: runId,
        playbook,
        playbookId: run.playbookId,
        // Nobody knows which one it would become: texts that name it are not to differ for that.
        version: run.version,
        workspaceId,
        // Whoever answers it sends nothing, so that a step gives what it gave.
        simulate: false,
        startedAt: (run.startedAt ?? run.createdAt).getTime(),
        shortens: true,
      },
    },
    host,
  );
  if (host.isAbandoned()) return null;
  const failure = run.failure === null ? null : (JSON.parse(run.failure) as Failure);
  return showResult(plan, after, compareRuns({ ...past, state: run.state, failure }, plan, after));
}

export function untold(why: string): Found {
  return { result: { kind: "untold", why }, steps: [] };
}

async function readPlan(db: Connection["db"], hash: string): Promise<Plan | string> {
  const text = await getPlan(db, hash);
  if (text === null) return "The plan that ran is no longer there.";
  const plan = parsePlan(text);
  try {
    refuseUnknownPlan(plan);
  } catch (error) {
    if (error instanceof UnknownPlan) return error.message;
    throw error;
  }
  return plan;
}

interface TryingHost extends BacktestHost {
  /** The backtest was stopped, or this process is. */
  readonly isAbandoned: () => boolean;
}

function createHost({ sql, values, stop }: BacktestServices, event: ClaimedEvent, plan: Plan): TryingHost {
  const { workspaceId, backtestId } = event;
  const began = performance.now();
  let rested = began;
  let looked = began;
  let isAbandoned = false;
  return {
    isAbandoned: () => isAbandoned,
    values(command) {
      switch (command.kind) {
        case "render":
          return values.renderFields({ workspaceId, command });
        case "slice": {
          const label = plan.steps.find(({ id }) => id === command.step)?.label ?? command.step;
          return values.sliceItems({ workspaceId, label, command });
        }
        case "gather":
          return values.gatherParts({ workspaceId, command });
      }
    },
    async breathe() {
      const now = performance.now();
      if (now - began > LIMIT_MS) return `It took longer than ${LIMIT_MS / 1_000} seconds.`;
      if (now - rested < AT_A_STRETCH_MS) return null;
      await others();
      rested = performance.now();
      if (now - looked > LOOK_MS) {
        isAbandoned = !(await isBacktestGoing(sql, backtestId));
        looked = performance.now();
      }
      isAbandoned ||= stop.aborted;
      return isAbandoned ? "Nobody wants to know any more." : null;
    },
  };
}
