/** With stack and causes, for the log. Statements and their values are left out: they hold what people wrote. */
export function describeError(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const isQuery = "query" in error && "params" in error;
  const own = isQuery ? `${error.name}: a statement failed` : (error.stack ?? error.message);
  return error.cause === undefined ? own : `${own}\nCaused by: ${describeError(error.cause)}`;
}
