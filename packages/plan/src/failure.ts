/** Why something ended badly; the one shape in events, records and answers. Nobody branches on `message`. */
export interface Failure {
  readonly code: FailureCode;
  readonly message: string;
  /** Whether a second try can help. */
  readonly retryable: boolean;
  /** The argument at fault, as a path: `arguments.uuid`. */
  readonly field?: string;
  /** Who refused asks to be left alone for so long, in milliseconds. */
  readonly waitMs?: number;
}

/** The first group is for who wrote the playbook, the second for the outside, the third for who runs Riposte. */
export const FAILURE_CODES = [
  "template_error",
  "bad_arguments",
  "not_found",
  "failed_on_purpose",
  "limit_exceeded",
  "loop_limit",

  "script_failed",
  "rejected",
  "not_approved",
  "unavailable",
  "timeout",
  "unknown_outcome",
  "cancelled",

  "connector_missing",
  "environment_missing",
  "sandbox_unavailable",
  "egress_refused",
  "internal",
] as const;

export type FailureCode = (typeof FAILURE_CODES)[number];
