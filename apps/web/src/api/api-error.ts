import { harmlessText } from "@riposte/plan/harmless-text";
import { TRPCClientError } from "@trpc/client";
import type { AppRouter } from "@riposte/api/router";

export type ApiErrorKind = "signed_out" | "forbidden" | "not_found" | "conflict" | "away" | "refused" | "bug";

export interface ApiError {
  readonly kind: ApiErrorKind;
  /** For people, as it is. */
  readonly message: string;
  /** The input at fault, as a path. */
  readonly field: string | null;
}

const KINDS: Readonly<Record<string, ApiErrorKind>> = {
  UNAUTHORIZED: "signed_out",
  FORBIDDEN: "forbidden",
  NOT_FOUND: "not_found",
  CONFLICT: "conflict",
  SERVICE_UNAVAILABLE: "away",
  BAD_GATEWAY: "away",
  GATEWAY_TIMEOUT: "away",
  TIMEOUT: "away",
  TOO_MANY_REQUESTS: "away",
  INTERNAL_SERVER_ERROR: "bug",
};

/** What a failed call means for who made it. */
export function readApiError(error: unknown): ApiError {
  if (!(error instanceof TRPCClientError)) {
    return { kind: "bug", message: error instanceof Error ? error.message : String(error), field: null };
  }
  const { data, message } = error as TRPCClientError<AppRouter>;
  if (data === null || data === undefined) {
    return {
      kind: "away",
      message: "Riposte does not answer. The server may be restarting, or the network is down.",
      field: null,
    };
  }
  const kind = KINDS[data.code] ?? "refused";
  // What the server says is meant for programs as well.
  const words = kind === "signed_out" ? "Your session has ended: sign in again." : message;
  return { kind, message: harmlessText(words), field: data.field };
}

/** Asking again can help only when nobody was there to ask. */
export function mayRetry(failures: number, error: unknown): boolean {
  return failures < 2 && readApiError(error).kind === "away";
}
