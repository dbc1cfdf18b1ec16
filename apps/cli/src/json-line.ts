/**
 * For other programs, on a line. Half a surrogate pair, which an event may hold, becomes U+FFFD: JSON.stringify would
 * write an escape that many readers refuse, jq among them.
 */
export function jsonLine(data: unknown): string {
  return `${JSON.stringify(data, (_, value: unknown) => (typeof value === "string" ? value.toWellFormed() : value))}\n`;
}
