import { TRPCClientError } from "@trpc/client";
import { z } from "zod";
import { CliError } from "./cli-error.ts";
import { describeDiagnostics } from "./diagnostics.ts";
import { EXIT } from "./exit-codes.ts";
import type { ExitCode } from "./exit-codes.ts";

const exitCodes: Readonly<Record<string, ExitCode>> = {
  BAD_REQUEST: EXIT.usage,
  PARSE_ERROR: EXIT.usage,
  PAYLOAD_TOO_LARGE: EXIT.usage,
  NOT_FOUND: EXIT.notFound,
  UNAUTHORIZED: EXIT.refused,
  FORBIDDEN: EXIT.refused,
  CONFLICT: EXIT.refused,
  TOO_MANY_REQUESTS: EXIT.refused,
  SERVICE_UNAVAILABLE: EXIT.unreachable,
  TIMEOUT: EXIT.unreachable,
};

const answered = z.object({ code: z.string(), diagnostics: z.unknown().optional() });

/** What a call of the server threw, as something to show; other errors are returned as they are. */
export function explainCallError(error: unknown, url: string): unknown {
  if (!(error instanceof TRPCClientError)) return error;
  const data = answered.safeParse(error.data);
  if (!data.success) {
    return new CliError(
      EXIT.unreachable,
      `The server at ${url} cannot be reached: ${reasonOf(error.cause)}.`,
    );
  }
  const { code, diagnostics } = data.data;
  const lines = [error.message, ...describeDiagnostics(diagnostics)];
  return new CliError(exitCodes[code] ?? EXIT.failed, lines.join("\n"), { code, diagnostics });
}

/** Whether it is worth asking again: the server was away, and nothing was decided. */
export function isAway(error: unknown): boolean {
  if (!(error instanceof TRPCClientError)) return false;
  const data = answered.safeParse(error.data);
  return !data.success || data.data.code === "SERVICE_UNAVAILABLE";
}

/** The server is there and says that its database is not. */
export function isWithoutDatabase(error: unknown): boolean {
  if (!(error instanceof TRPCClientError)) return false;
  return answered.safeParse(error.data).data?.code === "SERVICE_UNAVAILABLE";
}

export function isNobodyThere(error: unknown): boolean {
  return error instanceof Error && reasonOf(error) === NOBODY_THERE;
}

export const NOBODY_THERE = "nothing listens there";

/** `fetch failed` hides why in its cause. */
export function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return "it does not answer";
  if (error.cause instanceof Error) return reasonOf(error.cause);
  if ("code" in error && error.code === "ECONNREFUSED") return NOBODY_THERE;
  return error.message;
}
