import { answerBoth, isDifferent } from "../compare.ts";
import type { Difference } from "../compare.ts";
import type { Case } from "../case.ts";
import { makeCase } from "./make-case.ts";

/** At least this share of the generated cases must be equal. */
export const GOAL = 0.995;

/** So many cases go to one process of the oracle. */
const PORTION = 2_000;

export interface Generated extends Case {
  /** `makeCase(seed)` makes it again. */
  readonly seed: number;
}

/** Compares `count` cases from `seed` on; returns those that differ. */
export async function compareGenerated(
  seed: number,
  count: number,
): Promise<readonly Difference<Generated>[]> {
  const differences: Difference<Generated>[] = [];
  for (let from = 0; from < count; from += PORTION) {
    const length = Math.min(PORTION, count - from);
    const cases = Array.from({ length }, (_none, index) => ({
      ...makeCase(seed + from + index),
      seed: seed + from + index,
    }));
    differences.push(...(await answerBoth(cases)).filter(isDifferent));
  }
  return differences;
}
