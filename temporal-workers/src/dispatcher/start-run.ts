import type { Client } from "@temporalio/client";
import { WorkflowExecutionAlreadyStartedError } from "@temporalio/client";
import type { ClaimedRow } from "@riposte/db";
import type { Breakpoint, Payload } from "@riposte/plan";
import { PlanRef, RUN_QUEUE, WORKFLOW_TYPE } from "@riposte/temporal";
import type { RunInput } from "@riposte/temporal";

const DEADLINE_MS = 10_000;

/**
 * Starts the workflow of a row; that it was started before is as good. `eager`: the worker of this process gets its
 * first task with the answer, whether Temporal would give it the run or not.
 * @throws when Temporal did not say so.
 */
export async function startRun(
  client: Client,
  row: ClaimedRow,
  { eager }: { readonly eager: boolean },
): Promise<void> {
  const args: [RunInput, PlanRef] = [runInput(row), new PlanRef(row.planHash)];
  try {
    await client.withDeadline(Date.now() + DEADLINE_MS, () =>
      client.workflow.start(WORKFLOW_TYPE, {
        workflowId: row.id,
        taskQueue: RUN_QUEUE,
        args,
        workflowIdReusePolicy: "REJECT_DUPLICATE",
        requestEagerStart: eager,
      }),
    );
  } catch (error) {
    if (!(error instanceof WorkflowExecutionAlreadyStartedError)) throw error;
  }
}

function runInput(row: ClaimedRow): RunInput {
  return {
    facts: {
      id: row.id,
      playbook: row.playbook,
      playbookId: row.playbookId,
      version: row.version,
      workspaceId: row.workspaceId,
      simulate: row.simulate,
      startedAt: Date.now(),
      shortens: true,
      ...(row.depth === 0 ? {} : { depth: row.depth }),
      ...(row.breakpoints === null ? {} : { breakpoints: JSON.parse(row.breakpoints) as Breakpoint[] }),
    },
    trigger: JSON.parse(row.event) as Payload,
    resume: null,
    inOrder: true,
    makesWay: true,
    ...(row.recorded === null ? {} : { recorded: row.recorded }),
  };
}
