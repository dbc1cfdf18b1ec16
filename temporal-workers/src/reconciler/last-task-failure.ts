import type { Client } from "@temporalio/client";
import { decodeOptionalFailureToOptionalError } from "@temporalio/common/lib/internal-non-workflow/codec-helpers.js";

const LAST_EVENTS = 30;

/** Why the workflow task failed last, as the worker said; null where no task did lately. */
export async function lastTaskFailure(
  client: Client,
  execution: { readonly workflowId: string; readonly runId: string },
): Promise<string | null> {
  const { history } = await client.workflowService.getWorkflowExecutionHistoryReverse({
    namespace: client.options.namespace,
    execution,
    maximumPageSize: LAST_EVENTS,
  });
  for (const event of history?.events ?? []) {
    if (event.workflowTaskCompletedEventAttributes) return null;
    const failure = event.workflowTaskFailedEventAttributes?.failure;
    if (!failure) continue;
    const error = await decodeOptionalFailureToOptionalError(client.options.loadedDataConverter, failure);
    return error?.message ?? "no reason was given";
  }
  return null;
}
