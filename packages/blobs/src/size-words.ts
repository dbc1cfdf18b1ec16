const MEGABYTE = 1024 * 1024;

/** What a value above a ceiling is told: both numbers, and where the ceiling is set. */
export function tooLarge(
  what: string,
  { bytes, limit, variable }: { readonly bytes: number; readonly limit: number; readonly variable: string },
): string {
  return `${what} has ${inWords(bytes)}; at most ${inWords(limit)} are taken. ${variable} sets that.`;
}

function inWords(bytes: number): string {
  return `${(bytes / MEGABYTE).toFixed(1)} MB (${bytes} bytes)`;
}
