/** Major, minor and patch out of what a program says of itself; null where it says none. */
export function parseVersion(text: string): string | null {
  return /\b(\d+\.\d+\.\d+)\b/.exec(text)?.[1] ?? null;
}

export function atLeast(version: string, oldest: string): boolean {
  const found = version.split(".").map(Number);
  for (const [at, least] of oldest.split(".").map(Number).entries()) {
    const part = found[at] ?? 0;
    if (part !== least) return part > least;
  }
  return true;
}
