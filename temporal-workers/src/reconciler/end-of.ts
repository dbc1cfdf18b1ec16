import { TerminatedFailure, TimeoutFailure, WorkflowFailedError } from "@temporalio/client";
import type { WorkflowExecutionStatusName, WorkflowHandle } from "@temporalio/client";
import type { Failure, Payload, RunRecord } from "@riposte/plan";

export interface End {
  readonly state: "done" | "failed" | "cancelled";
  readonly failure: Failure | null;
  readonly output?: Payload | undefined;
  /** Nobody here asked for it. */
  readonly isAccident?: boolean;
}

/** How a closed workflow ended. One that completed says so itself; the others were ended from outside. */
export async function endOf(handle: WorkflowHandle, status: WorkflowExecutionStatusName): Promise<End> {
  try {
    const { state, failure, output } = (await handle.result()) as RunRecord;
    return { state: state === "done" || state === "cancelled" ? state : "failed", failure, output };
  } catch (error) {
    if (!(error instanceof WorkflowFailedError)) throw error;
    const message = `${reasonOf(status)}${detail(error)}`;
    if (status === "CANCELLED" || status === "TERMINATED") {
      return {
        state: "cancelled",
        failure: { code: "cancelled", message, retryable: false },
        isAccident: true,
      };
    }
    return { state: "failed", failure: { code: "internal", message, retryable: false } };
  }
}

function reasonOf(status: WorkflowExecutionStatusName): string {
  switch (status) {
    case "TERMINATED":
      return "The workflow was terminated in Temporal";
    case "TIMED_OUT":
      return "The workflow ran out of the time that Temporal gave it";
    case "CANCELLED":
      return "The workflow was cancelled in Temporal";
    default:
      return "The workflow failed in Temporal";
  }
}

function detail({ cause }: WorkflowFailedError): string {
  if (cause instanceof TimeoutFailure || cause === undefined) return ".";
  const text = cause.message;
  return text === "" || (cause instanceof TerminatedFailure && text === "Workflow execution terminated")
    ? "."
    : `: ${text}`;
}
