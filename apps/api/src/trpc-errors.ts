import { randomBytes } from "node:crypto";
import { TRPCError } from "@trpc/server";
import type { DefaultErrorShape } from "@trpc/server/unstable-core-do-not-import";
import type { Logger } from "pino";
import { ZodError } from "zod";
import { issueAtField } from "./issue-words.ts";
import { awayWords, isDatabaseAway } from "./database-away.ts";
import { UserError } from "./user-error.ts";
import type { UserErrorKind } from "./user-error.ts";

const CODES = {
  bad_request: "BAD_REQUEST",
  forbidden: "FORBIDDEN",
  not_found: "NOT_FOUND",
  conflict: "CONFLICT",
  too_large: "PAYLOAD_TOO_LARGE",
  too_many_requests: "TOO_MANY_REQUESTS",
  unavailable: "SERVICE_UNAVAILABLE",
} as const satisfies Record<UserErrorKind, TRPCError["code"]>;

/** Errors for the caller pass; everything else becomes an id that the log explains. */
export function toTrpcError(
  error: TRPCError,
  where: { readonly log: Logger; readonly path: string },
): TRPCError {
  const { cause } = error;
  if (cause instanceof UserError) {
    return new TRPCError({ code: CODES[cause.kind], message: cause.message, cause });
  }
  if (error.code !== "INTERNAL_SERVER_ERROR") return error;
  if (isDatabaseAway(cause)) {
    where.log.warn({ path: where.path, err: cause }, "the database is away");
    return new TRPCError({
      code: "SERVICE_UNAVAILABLE",
      message: awayWords(cause),
    });
  }
  if (holdsNul(cause)) {
    return new TRPCError({ code: "BAD_REQUEST", message: "Text must not hold the character NUL (\\u0000)." });
  }
  const id = `err_${randomBytes(6).toString("hex")}`;
  where.log.error({ path: where.path, id, err: cause ?? error }, "a procedure failed");
  return new TRPCError({
    code: "INTERNAL_SERVER_ERROR",
    message: `Something went wrong inside Riposte. The server's log explains it under ${id}.`,
  });
}

/** PostgreSQL's texts cannot hold it. */
function holdsNul(error: unknown): boolean {
  for (let at = error; at instanceof Error; at = at.cause)
    if ("code" in at && at.code === "22021") return true;
  return false;
}

/** What the caller gets: no stack, and the input that was at fault. */
export function shapeError({ shape, error }: { shape: DefaultErrorShape; error: TRPCError }) {
  const { code, httpStatus, path } = shape.data;
  const { cause } = error;
  const data = { code, httpStatus, path: path ?? null };
  if (cause instanceof ZodError) {
    const issue = cause.issues[0];
    const { field, message } =
      issue === undefined ? { field: null, message: shape.message } : issueAtField(issue);
    return { ...shape, message, data: { ...data, field, diagnostics: [] as readonly unknown[] } };
  }
  const told = cause instanceof UserError ? cause : null;
  return { ...shape, data: { ...data, field: told?.field ?? null, diagnostics: told?.diagnostics ?? [] } };
}
