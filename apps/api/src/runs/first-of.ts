const MOST_NAMED = 10;

/** `a, b, c and 12 more`, for a sentence. */
export function firstOf(names: readonly string[]): string {
  const left = names.length - MOST_NAMED;
  return left > 0 ? `${names.slice(0, MOST_NAMED).join(", ")} and ${left} more` : names.join(", ");
}
