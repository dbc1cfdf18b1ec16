/** What the caller can put right: by correcting the input, by waiting, or by asking somebody else. */
export type UserErrorKind =
  | "bad_request"
  | "forbidden"
  | "not_found"
  | "conflict"
  | "too_large"
  | "too_many_requests"
  | "unavailable";

/** What a route of plain HTTP answers with; tRPC has its own table. */
export const HTTP_STATUS = {
  bad_request: 400,
  forbidden: 403,
  not_found: 404,
  conflict: 409,
  too_large: 413,
  too_many_requests: 429,
  unavailable: 503,
} as const satisfies Record<UserErrorKind, number>;

interface UserErrorDetails {
  /** The input at fault, as a path: `graph.nodes.3.arguments.uuid`. */
  readonly field?: string;
  /** What the compiler said. */
  readonly diagnostics?: readonly unknown[];
  readonly cause?: unknown;
}

/** Its message is shown as it is: what happened, where, what to do. */
export class UserError extends Error {
  override readonly name = "UserError";
  readonly kind: UserErrorKind;
  readonly field: string | null;
  readonly diagnostics: readonly unknown[];

  constructor(kind: UserErrorKind, message: string, details: UserErrorDetails = {}) {
    super(message, { cause: details.cause });
    this.kind = kind;
    this.field = details.field ?? null;
    this.diagnostics = details.diagnostics ?? [];
  }
}

/** The same answer whether it never was, or belongs to another workspace. */
export function notFound(what: string, ref: string): UserError {
  return new UserError("not_found", `There is no ${what} ${JSON.stringify(ref)}.`);
}
