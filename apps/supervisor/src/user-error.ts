/** Something that the person who starts Riposte can put right; the message is one sentence that says how. */
export class UserError extends Error {
  override readonly name = "UserError";
}

export function codeOf(error: unknown): string | undefined {
  return error instanceof Error && "code" in error && typeof error.code === "string" ? error.code : undefined;
}

export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
