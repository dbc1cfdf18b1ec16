const INVALID_ARGUMENT = 3;

/** Whether a start that failed is worth repeating. Only a clear no to this very run is not: settings can be mended. */
export function isTransient(error: unknown): boolean {
  if (!(error instanceof Error)) return true;
  if ("code" in error && typeof error.code === "number") return error.code !== INVALID_ARGUMENT;
  return error.cause === undefined || isTransient(error.cause);
}
