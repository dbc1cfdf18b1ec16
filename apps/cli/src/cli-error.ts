import type { ExitCode } from "./exit-codes.ts";

/** Ends the command with one clear message on stderr. */
export class CliError extends Error {
  override readonly name = "CliError";
  readonly exitCode: ExitCode;
  /** For `--json`: what the server said beyond the message. */
  readonly details: unknown;

  constructor(exitCode: ExitCode, message: string, details?: unknown) {
    super(message);
    this.exitCode = exitCode;
    this.details = details;
  }
}
