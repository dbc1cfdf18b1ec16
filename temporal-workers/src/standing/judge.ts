import type { NotedBuild } from "@riposte/db";

export type Verdict =
  | { readonly kind: "current" }
  | { readonly kind: "take"; readonly from: NotedBuild | null; readonly isStepBack: boolean }
  | { readonly kind: "behind"; readonly newer: NotedBuild | null };

interface Situation {
  readonly mine: string;
  /** All that ran on this database, the oldest first. */
  readonly builds: readonly NotedBuild[];
  /** The build that gets the runs; null: nobody does yet, or workers of before builds were told apart. */
  readonly current: string | null;
  /** How long we have looked on without seeing a newer one. */
  readonly watchedMs: number;
  /** For how long the newer ones must have been gone. */
  readonly patienceMs: number;
}

/** Whether this build gets the runs, or is to take them over. What a newer one advanced goes back only with patience. */
export function judge({ mine, builds, current, watchedMs, patienceMs }: Situation): Verdict {
  if (current === mine) return { kind: "current" };
  const places = new Map(builds.map(({ build }, at) => [build, at]));
  const place = places.get(mine) ?? -1;
  const newer = builds.findLast((other, at) => at > place && other.isAlive && other.standing !== "refusing");
  if (newer !== undefined) return { kind: "behind", newer };
  if (current === null) return { kind: "take", from: null, isStepBack: false };
  const holder = builds.find(({ build }) => build === current) ?? null;
  // One that this database does not know may be newer: it was thrown back, or is another one.
  const isStepBack = (places.get(current) ?? Infinity) > place;
  if (isStepBack && watchedMs < patienceMs) return { kind: "behind", newer: holder };
  return { kind: "take", from: holder, isStepBack };
}
