import { useMemo, useState } from "react";
import { momentsOf, outlineAt } from "./at-time.ts";
import type { Moment } from "./at-time.ts";
import type { RunOutline } from "./run-data.ts";

interface LookedAt<T> {
  readonly moments: readonly Moment[];
  /** Null: as it stands. */
  readonly at: number | null;
  readonly setAt: (at: number | null) => void;
  /** The run as it was then. */
  readonly seen: T;
}

/** A run at a time that somebody chooses. */
export function useMoment<T extends Pick<RunOutline, "run" | "steps" | "graph">>(outline: T): LookedAt<T> {
  const [at, setAt] = useState<number | null>(null);
  const moments = useMemo(() => momentsOf(outline), [outline]);
  const seen = useMemo(() => (at === null ? outline : outlineAt(outline, at)), [outline, at]);
  return { moments, at, setAt, seen };
}
