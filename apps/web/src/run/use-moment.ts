import { useDebouncedCallback } from "@mantine/hooks";
import { useMemo, useState } from "react";
import { useFilters } from "../address/use-filters.ts";
import { momentsOf, outlineAt } from "./at-time.ts";
import type { Moment } from "./at-time.ts";
import { momentInAddress, momentOfAddress } from "./moment-address.ts";
import type { RunOutline } from "./run-data.ts";

interface LookedAt<T> {
  readonly moments: readonly Moment[];
  /** Null: as it stands. */
  readonly at: number | null;
  readonly setAt: (at: number | null) => void;
  /** The run as it was then. */
  readonly seen: T;
}

/** Browsers take only so many changes of the address in a row: while the slider moves it waits. */
const REST_MS = 250;

/** A run at a time that somebody chooses; it stands in the address, so that a link leads to it. */
export function useMoment<T extends Pick<RunOutline, "run" | "steps" | "graph">>(outline: T): LookedAt<T> {
  const [{ at: address }, setFilters] = useFilters(["at"]);
  const [at, look] = useState(() => momentOfAddress(address));
  const write = useDebouncedCallback((to: number | null) => setFilters({ at: momentInAddress(to) }), REST_MS);
  const setAt = (to: number | null) => {
    look(to);
    write(to);
  };
  const moments = useMemo(() => momentsOf(outline), [outline]);
  const seen = useMemo(() => (at === null ? outline : outlineAt(outline, at)), [outline, at]);
  return { moments, at, setAt, seen };
}
