import { ActionError } from "@riposte/integrations";
import type { ActionJob, ActionOutcome } from "@riposte/temporal";
import type { Logger } from "pino";
import type { ActivityHost } from "./activity-host.ts";
import { describeError } from "./describe-error.ts";
import { failed, outcomeOfError, outcomeOfReason } from "./outcomes.ts";
import type { BadOutcome } from "./outcomes.ts";
import { keepResult } from "./payloads.ts";
import type { ResultShelf } from "./payloads.ts";
import { perform } from "./perform.ts";
import type { PreparedCall } from "./perform.ts";
import { isDatabaseDown, persistently } from "./persistently.ts";
import { prepareCall } from "./prepare-call.ts";
import type { CallPorts } from "./prepare-call.ts";
import { createRunLog } from "./run-log.ts";
import { settleWithin } from "./settle-within.ts";
import { stopSignal } from "./stop-signal.ts";
import { withAttempt } from "./with-attempt.ts";
import type { AttemptResult, AttemptServices } from "./with-attempt.ts";

/** Of the 15 s that Temporal waits for one (`workflows/activities.ts`). */
export const HEARTBEAT_EVERY_MS = 4_000;

export interface CallServices extends CallPorts, AttemptServices, ResultShelf {
  readonly logger: Logger;
  /** `temporalHost`; tests bring their own. */
  readonly host: () => ActivityHost;
}

/** The activity that runs a built-in action. @throws only what Temporal may try again as plumbing. */
export function createCallAction(services: CallServices): (job: ActionJob) => Promise<ActionOutcome> {
  return async (job) => {
    const logger = services.logger.child({ run: job.runId, step: job.step, attempt: job.attempt });
    const host = services.host();
    const pulse = setInterval(host.heartbeat, HEARTBEAT_EVERY_MS);
    try {
      const prepared = await prepareOrExplain(services, job, logger);
      const call: Call = { services, job, host, logger, prepared };
      return job.call.effect === "read" ? await callRead(call) : await callUnderRow(call);
    } finally {
      clearInterval(pulse);
    }
  };
}

interface Call {
  readonly services: CallServices;
  readonly job: ActionJob;
  readonly host: ActivityHost;
  readonly logger: Logger;
  readonly prepared: PreparedCall | BadOutcome;
}

async function prepareOrExplain(
  services: CallServices,
  job: ActionJob,
  logger: Logger,
): Promise<PreparedCall | BadOutcome> {
  try {
    return await prepareCall(services, job);
  } catch (error) {
    if (isDatabaseDown(error)) throw error;
    if (error instanceof ActionError) return outcomeOfError(error);
    logger.error({ error: describeError(error) }, "An action could not be prepared");
    return failed(
      "internal",
      "The step could not be prepared. The worker's log says why: look for this run and step.",
    );
  }
}

/** A read may be repeated freely, so it needs no row. */
async function callRead({ services, job, host, logger, prepared }: Call): Promise<ActionOutcome> {
  if ("kind" in prepared) return prepared;
  using stop = stopSignal({
    key: job,
    timeoutMs: job.call.timeoutMs,
    asked: host.cancel,
    cancels: services.cancels,
  });
  stop.startTimer();
  const said = createRunLog();
  const work = perform(prepared, { signal: stop.signal, log: said.add, logger });
  const done = await settleWithin(work, stop.signal, 0);
  if (done === null) return outcomeOfReason(stop.signal);
  if (done.kind !== "done") return done;
  return keepResult(services, job.workspaceId, done.output);
}

async function callUnderRow(call: Call): Promise<ActionOutcome> {
  const { services, job, host } = call;
  const { idempotent, onLost, timeoutMs } = job.call;
  const mayTakeOver = idempotent || onLost === "rerun";
  // Also what could not be prepared goes through the row: an earlier call may have got further.
  const run = (signal: AbortSignal) => runOnce(call, signal);
  return withAttempt(services, host, { key: job, idempotent, mayTakeOver, timeoutMs, run });
}

async function runOnce(
  { services, job, logger, prepared }: Call,
  signal: AbortSignal,
): Promise<AttemptResult> {
  if ("kind" in prepared) return { outcome: prepared, log: null };
  const said = createRunLog();
  try {
    const done = await perform(prepared, { signal, log: said.add, logger });
    if (done.kind !== "done") return { outcome: done, log: said.text() };
    const outcome = await persistently(() => keepResult(services, job.workspaceId, done.output));
    return { outcome, log: said.text() };
  } catch (error) {
    logger.error(
      { error: prepared.redact(describeError(error)) },
      "What an action gave back could not be kept",
    );
    const message =
      "The action was carried out, but what it gave back could not be kept. See the worker's log.";
    return { outcome: failed("internal", message), log: said.text() };
  }
}
