import { TemplateError } from "@riposte/template";
import type { Failure } from "../failure.ts";

/** A template failed on the data it met. */
export class RenderError extends Error {
  readonly failure: Failure;

  constructor(field: string, cause: unknown) {
    const message = cause instanceof Error ? cause.message : String(cause);
    super(message, { cause });
    this.name = "RenderError";
    const code =
      cause instanceof TemplateError && cause.code === "limit" ? "limit_exceeded" : "template_error";
    this.failure = { code, message, retryable: false, field };
  }
}
