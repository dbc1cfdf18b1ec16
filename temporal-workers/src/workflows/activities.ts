import { ActivityCancellationType, proxyActivities, proxyLocalActivities } from "@temporalio/workflow";
import type { ActionCall } from "@riposte/plan";
import { SCRIPT_QUEUE } from "@riposte/temporal/contract";
import type {
  ActionJob,
  CallAnswer,
  RunActivities,
  ScriptActivities,
  ShortJob,
} from "@riposte/temporal/contract";

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const DAY = 24 * 60 * MINUTE;

/** Temporal's retries are plumbing: without limit, for whatever is retried meets its own row. */
const PLUMBING = { initialInterval: 200, backoffCoefficient: 2, maximumInterval: 30 * SECOND } as const;

/** A local activity holds back updates and cancellation, so only what is over within this goes that way. */
const SHORT_WAY_MS = 5 * SECOND;

/** Not the action's own time: waiting for another holder's lease, writing the result while the database is away. */
const SLACK_MS = 5 * MINUTE;

/**
 * Whose worker is killed resumes after this. Both sides beat every 4 s; being found late is harmless, for who tries
 * again waits at the row.
 */
const SILENCE_MS = 15 * SECOND;

/** How long a call may wait for somebody to take it. */
const PATIENCE_MS = 7 * DAY;

type ValueActivities = "renderFields" | "sliceItems" | "gatherParts";

export const local = proxyLocalActivities<Omit<RunActivities, "callAction" | ValueActivities>>({
  startToCloseTimeout: 30 * SECOND,
  localRetryThreshold: 5 * SECOND,
  retry: PLUMBING,
});

/** Decoding a hundred megabytes takes its time, and others may stand in line before it. */
export const values = proxyLocalActivities<Pick<RunActivities, ValueActivities>>({
  startToCloseTimeout: 10 * MINUTE,
  localRetryThreshold: 5 * SECOND,
  retry: PLUMBING,
});

export function goesShortWay({ execution, timeoutMs }: ActionCall): boolean {
  return execution === "short" && timeoutMs <= SHORT_WAY_MS;
}

export function callScript(job: ActionJob): Promise<CallAnswer> {
  return proxyActivities<ScriptActivities>({ ...regular(job.call), taskQueue: SCRIPT_QUEUE }).run_script(job);
}

export function callAction(job: ShortJob): Promise<CallAnswer> {
  const { call } = job;
  return goesShortWay(call) ? shortWay(call).callAction(job) : longWay(call).callAction(job);
}

function shortWay({ timeoutMs }: ActionCall) {
  return proxyLocalActivities<Pick<RunActivities, "callAction">>({
    startToCloseTimeout: timeoutMs + 30 * SECOND,
    localRetryThreshold: 5 * SECOND,
    retry: PLUMBING,
  });
}

function longWay(call: ActionCall) {
  return proxyActivities<Pick<RunActivities, "callAction">>(regular(call));
}

function regular({ timeoutMs }: ActionCall) {
  return {
    startToCloseTimeout: timeoutMs + SLACK_MS,
    scheduleToCloseTimeout: timeoutMs + SLACK_MS + PATIENCE_MS,
    heartbeatTimeout: SILENCE_MS,
    cancellationType: ActivityCancellationType.WAIT_CANCELLATION_COMPLETED,
    retry: PLUMBING,
  };
}
