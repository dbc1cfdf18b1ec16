import { proxyActivities } from "@temporalio/workflow";
import { SCRIPT_QUEUE } from "@riposte/temporal/contract";
import type { ScriptActivities, ScriptToCheck, ScriptVerdict } from "@riposte/temporal/contract";

/** Whoever saves a script waits for the answer: late is as bad as never, so nothing is tried again. */
const checks = proxyActivities<Pick<ScriptActivities, "check_script">>({
  taskQueue: SCRIPT_QUEUE,
  scheduleToCloseTimeout: 7_000,
  retry: { maximumAttempts: 1 },
});

/** Hands a script on to what would run it; only a workflow can call an activity. */
export function checkScript(script: ScriptToCheck): Promise<ScriptVerdict> {
  return checks.check_script(script);
}
