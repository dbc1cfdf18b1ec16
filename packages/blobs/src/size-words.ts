const MEGABYTE = 1024 * 1024;

/** What a value above a ceiling is told: both numbers, and where the ceiling is set. */
export function tooLarge(
  what: string,
  { bytes, limit, variable }: { readonly bytes: number; readonly limit: number; readonly variable: string },
): string {
  const size = `${(bytes / MEGABYTE).toFixed(1)} MB (${bytes} bytes)`;
  return `${what} has ${size}; at most ${limit / MEGABYTE} MB (${limit} bytes) are taken. ${variable} sets that.`;
}
