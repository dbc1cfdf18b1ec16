import { WorkflowNotFoundError } from "@temporalio/client";
import type { Client, WorkflowExecutionDescription } from "@temporalio/client";
import type { Failure } from "@riposte/plan";
import { endOf } from "./end-of.ts";
import type { End } from "./end-of.ts";
import { lastTaskFailure } from "./last-task-failure.ts";

export type Finding =
  | { readonly kind: "healthy" }
  | { readonly kind: "stuck"; readonly failure: Failure }
  | ({ readonly kind: "over" } & End)
  | { readonly kind: "lost"; readonly failure: Failure };

const FAILED_TASKS_UNTIL_STUCK = 3;

const LOST: Finding = {
  kind: "lost",
  failure: internal("Temporal does not know this run: its history is gone."),
};

/** What Temporal says of a run. @throws where it does not answer. */
export async function examine(client: Client, runId: string): Promise<Finding> {
  const handle = client.workflow.getHandle(runId);
  let description: WorkflowExecutionDescription;
  try {
    description = await handle.describe();
  } catch (error) {
    if (!(error instanceof WorkflowNotFoundError)) throw error;
    return LOST;
  }
  // It went on in an execution that is not there.
  if (description.status.name === "CONTINUED_AS_NEW") return LOST;
  if (description.status.name !== "RUNNING") {
    return { kind: "over", ...(await endOf(handle, description.status.name)) };
  }
  const attempt = description.raw.pendingWorkflowTask?.attempt ?? 1;
  if (attempt < FAILED_TASKS_UNTIL_STUCK) return { kind: "healthy" };
  const reason = await lastTaskFailure(client, { workflowId: runId, runId: description.runId });
  if (reason === null) return { kind: "healthy" };
  return { kind: "stuck", failure: internal(`Its workflow task failed ${attempt} times: ${reason}`) };
}

function internal(message: string): Failure {
  return { code: "internal", message, retryable: false };
}
