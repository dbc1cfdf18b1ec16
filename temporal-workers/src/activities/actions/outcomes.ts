import { ActionError } from "@riposte/integrations";
import type { FailureCode } from "@riposte/plan";
import type { ActionOutcome } from "@riposte/temporal";

export type BadOutcome = Exclude<ActionOutcome, { kind: "done" }>;

export function failed(code: FailureCode, message: string, retryable = false): BadOutcome {
  return { kind: "failed", failure: { code, message, retryable } };
}

export function unknown(message: string): BadOutcome {
  return { kind: "unknown", failure: { code: "unknown_outcome", message, retryable: false } };
}

export function outcomeOfError(error: ActionError): BadOutcome {
  const { code, message, retryable, field, waitMs } = error;
  if (error.unknown) return unknown(message);
  const more = { ...(field === undefined ? {} : { field }), ...(waitMs === undefined ? {} : { waitMs }) };
  return { kind: "failed", failure: { code, message, retryable, ...more } };
}

/** Of something that was told to stop. */
export function outcomeOfReason(signal: AbortSignal): BadOutcome {
  if (signal.reason instanceof ActionError) return outcomeOfError(signal.reason);
  return failed("cancelled", "The step was cancelled.");
}
