import type { FailureCode } from "@riposte/plan";

interface Details {
  /** Whether a second try can help. */
  readonly retryable?: boolean;
  /** A request went out and no answer came: nobody knows whether it took effect. */
  readonly unknown?: true;
  /** The argument at fault: `arguments.uuid`. */
  readonly field?: string;
  /** Who refused asks to be left alone for so long, in milliseconds. */
  readonly waitMs?: number | undefined;
  readonly cause?: unknown;
}

/** The outside said no. The message is for people: what happened, where, what to do; nobody branches on it. */
export class ActionError extends Error {
  override readonly name = "ActionError";
  readonly code: FailureCode;
  readonly retryable: boolean;
  readonly unknown: boolean;
  readonly field: string | undefined;
  readonly waitMs: number | undefined;

  constructor(code: FailureCode, message: string, details: Details = {}) {
    super(message, { cause: details.cause });
    this.code = code;
    this.retryable = details.retryable ?? false;
    this.unknown = details.unknown ?? false;
    this.field = details.field;
    this.waitMs = details.waitMs;
  }
}
