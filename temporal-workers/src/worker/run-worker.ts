import { setTimeout as sleep } from "node:timers/promises";
import { Worker } from "@temporalio/worker";
import type { WorkerOptions } from "@temporalio/worker";
import type { Logger } from "pino";
import { describeError } from "../activities/actions/describe-error.ts";

const PAUSE_MS = 2_000;

interface Conditions {
  readonly logger: Logger;
  readonly stop: AbortSignal;
  readonly onRunning: () => void;
}

/**
 * Runs a worker until told to stop, and another one after a worker that gave up.
 * @throws where none can be made: that is for a new process, since the SDK leaves its threads behind.
 */
export async function runWorker(
  options: WorkerOptions,
  { logger, stop, onRunning }: Conditions,
): Promise<void> {
  while (!stop.aborted) {
    const worker = await Worker.create(options);
    try {
      const stopped = untilAborted(stop);
      const run = worker.runUntil(stopped);
      onRunning();
      await run;
    } catch (error) {
      if (stop.aborted) throw error;
      logger.error({ error: describeError(error) }, "The worker gave up; starting another one");
      await sleep(PAUSE_MS, undefined, { signal: stop }).catch(() => {});
    }
  }
}

function untilAborted(signal: AbortSignal): Promise<void> {
  if (signal.aborted) return Promise.resolve();
  return new Promise((resolve) => signal.addEventListener("abort", () => resolve(), { once: true }));
}
