import { ActivityFailure, proxyActivities } from "@temporalio/workflow";
import { SCRIPT_QUEUE } from "@riposte/temporal/contract";
import type { ScriptActivities, TrialToRun } from "@riposte/temporal/contract";
import { local } from "./activities.ts";

/** Beside the script's own time: getting ready, and writing down how it went. */
const SLACK_MS = 5 * 60_000;
/** Whoever tries a script looks on: what nobody has taken by then is told so. */
const PATIENCE_MS = 60_000;

/** Has a script tried, once: its row says how it goes, and whoever runs it writes that down. */
export async function tryScript({ id, timeoutMs }: TrialToRun): Promise<void> {
  const { try_script } = proxyActivities<Pick<ScriptActivities, "try_script">>({
    taskQueue: SCRIPT_QUEUE,
    scheduleToStartTimeout: PATIENCE_MS,
    startToCloseTimeout: timeoutMs + SLACK_MS,
    heartbeatTimeout: 15_000,
    retry: { maximumAttempts: 1 },
  });
  try {
    await try_script(id);
  } catch (error) {
    if (!(error instanceof ActivityFailure)) throw error;
    await local.endTrial(id);
  }
}
