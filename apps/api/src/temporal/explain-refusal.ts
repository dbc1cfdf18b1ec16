import {
  ApplicationFailure,
  isGrpcServiceError,
  ServiceError,
  WorkflowNotFoundError,
  WorkflowUpdateFailedError,
  WorkflowUpdateRPCTimeoutOrCancelledError,
} from "@temporalio/client";
import { UserError } from "../user-error.ts";

const UNANSWERED =
  "The run has not answered: Temporal or the worker is slow or away (`riposte status` tells). It may still do what " +
  "you asked as soon as it can: look at it again before you ask for something else. The same again counts once.";
const STUCK =
  "The run is stuck: Riposte fails at its next step again and again, so that it hears nobody. Its page says why; it goes " +
  "on by itself once that is mended, and `riposte terminate` ends it without another step.";
/** How Temporal refuses an update of a workflow whose tasks fail; beside it stands `FAILED_PRECONDITION` alone. */
const FAILING = /workflow task (?:in failed state|failure)/i;

/** What is said to who asked something of a run, and why it was not done; anything else is returned as it is. */
export function explainRefusal(error: unknown): unknown {
  if (error instanceof WorkflowUpdateFailedError) {
    return new UserError("conflict", error.cause?.message ?? error.message, { cause: error });
  }
  if (error instanceof WorkflowNotFoundError) {
    // Whoever asks, and the audit log, name the run themselves.
    return new UserError("conflict", "The run is not under way: it is over, or it has not started yet.", {
      cause: error,
    });
  }
  const reason = error instanceof ServiceError ? error.cause : error;
  if (isGrpcServiceError(reason) && FAILING.test(reason.details)) {
    return new UserError("conflict", STUCK, { cause: error });
  }
  if (error instanceof WorkflowUpdateRPCTimeoutOrCancelledError || isGrpcServiceError(reason)) {
    return new UserError("unavailable", UNANSWERED, { cause: error });
  }
  return error;
}

/** Whether the run itself refused it, for this reason (`type` of the failure). */
export function isRefusedAs(error: unknown, type: string): boolean {
  const refusal = error instanceof UserError ? error.cause : null;
  return (
    refusal instanceof WorkflowUpdateFailedError &&
    refusal.cause instanceof ApplicationFailure &&
    refusal.cause.type === type
  );
}
