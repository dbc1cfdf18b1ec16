import type { Spread } from "./statistics.ts";

/**
 * One line of the report. `ratio` is ours over theirs, `goal` how large it may be; `above`, how much more than theirs
 * ours may be, in the unit. `holds` is null where neither is set.
 */
export interface BenchRow {
  readonly name: string;
  readonly unit: string;
  readonly ours: number;
  readonly theirs: number;
  readonly ratio: number;
  readonly goal: number | null;
  readonly above: number | null;
  readonly holds: boolean | null;
  readonly runs: number;
  readonly spread: { readonly ours: Spread; readonly theirs: Spread };
}

interface Measured {
  readonly name: string;
  readonly unit: string;
  readonly goal: number | null;
  readonly ours: Spread;
  readonly theirs: Spread;
  readonly runs: number;
  readonly above?: number | null;
  /** Which figure of the spread is compared; the median unless said otherwise. */
  readonly figure?: keyof Spread;
}

export function toRow({
  name,
  unit,
  goal,
  ours,
  theirs,
  runs,
  above = null,
  figure = "median",
}: Measured): BenchRow {
  const ratio = ours[figure] / theirs[figure];
  return {
    name,
    unit,
    ours: ours[figure],
    theirs: theirs[figure],
    ratio,
    goal,
    above,
    holds: above === null ? (goal === null ? null : ratio <= goal) : ours[figure] - theirs[figure] <= above,
    runs,
    spread: { ours, theirs },
  };
}

/** For people. */
export function describeRow({
  name,
  unit,
  ours,
  theirs,
  ratio,
  goal,
  above,
  holds,
  runs,
  spread,
}: BenchRow): string {
  const range = (side: "ours" | "theirs") => `${spread[side].min.toFixed(1)}–${spread[side].max.toFixed(1)}`;
  const wanted = above === null ? (goal?.toFixed(2) ?? null) : `theirs + ${above}`;
  const verdict = wanted === null ? "" : ` (goal ≤ ${wanted}: ${holds ? "holds" : "does not hold"})`;
  return (
    `${name}: ours ${ours.toFixed(1)} ${unit} (${range("ours")}), ` +
    `theirs ${theirs.toFixed(1)} ${unit} (${range("theirs")}), ratio ${ratio.toFixed(3)}${verdict}, ${runs} runs`
  );
}
