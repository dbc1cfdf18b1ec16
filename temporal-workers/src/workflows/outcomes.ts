import { hops } from "./hops.ts";

/** Outcomes of local activities that go on one after the other. */
export interface Outcomes {
  readonly waiting: (() => void)[];
  isBusy: boolean;
}

/** More than lie between an outcome and the last command that follows from it at once. */
const HOPS = 100;

export function createOutcomes(): Outcomes {
  return { waiting: [], isBusy: false };
}

/**
 * What is told together in a replay may have come one by one, and the other way round. So what follows from one outcome
 * is commanded before the next one goes on: local activities are known by the order of their commands alone.
 * `isLast`: no other that is under way could be told with it.
 */
export async function inTheirOrder<T>(
  outcomes: Outcomes,
  outcome: Promise<T>,
  isLast: () => boolean,
): Promise<T> {
  try {
    return await outcome;
  } finally {
    if (outcomes.isBusy) await new Promise<void>((resolve) => outcomes.waiting.push(resolve));
    else if (!isLast()) void letGoOn(outcomes);
  }
}

async function letGoOn(outcomes: Outcomes): Promise<void> {
  outcomes.isBusy = true;
  for (let isNext = true; isNext;) {
    // oxlint-disable-next-line no-await-in-loop -- one after the other is what is waited for
    await hops(HOPS);
    const next = outcomes.waiting.shift();
    isNext = next !== undefined;
    next?.();
  }
  outcomes.isBusy = false;
}
