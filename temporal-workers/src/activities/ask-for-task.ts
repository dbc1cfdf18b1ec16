import type { Client } from "@temporalio/client";
import { NEXT_TASK_SIGNAL } from "@riposte/temporal";
import type { RunActivities } from "@riposte/temporal";

/** Where Temporal does not take it, the run goes on after a moment all the same: nobody waits for that here. */
const DEADLINE_MS = 1_000;

export function createTaskAsker(client: Client): RunActivities["askForTask"] {
  return async (runId) => {
    const signal = () => client.workflow.getHandle(runId).signal(NEXT_TASK_SIGNAL);
    await client.withDeadline(Date.now() + DEADLINE_MS, signal).catch(() => {});
  };
}
