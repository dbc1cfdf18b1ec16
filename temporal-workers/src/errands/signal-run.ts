import { WorkflowNotFoundError } from "@temporalio/client";
import type { Client } from "@temporalio/client";

const DEADLINE_MS = 10_000;

/** False: Temporal has no open workflow of this run. Once it is true the signal is in its history. */
export async function signalRun(
  client: Client,
  runId: string,
  signal: { readonly name: string; readonly input: object },
): Promise<boolean> {
  try {
    await client.withDeadline(Date.now() + DEADLINE_MS, () =>
      client.workflow.getHandle(runId).signal(signal.name, signal.input),
    );
    return true;
  } catch (error) {
    if (error instanceof WorkflowNotFoundError) return false;
    throw error;
  }
}
