/** Figures of one side of a comparison, in the unit of what was measured. */
export interface Spread {
  readonly median: number;
  readonly p95: number;
  readonly min: number;
  readonly max: number;
}

export function spread(values: readonly number[]): Spread {
  const sorted = values.toSorted((a, b) => a - b);
  const at = (share: number) =>
    sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? Number.NaN;
  const middle = [Math.floor((sorted.length - 1) / 2), Math.floor(sorted.length / 2)].map(
    (place) => sorted[place] ?? Number.NaN,
  );
  return { median: middle.reduce((sum, value) => sum + value / 2, 0), p95: at(0.95), min: at(0), max: at(1) };
}
