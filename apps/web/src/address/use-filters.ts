import { useNavigate, useSearch } from "@tanstack/react-router";
import { useMemo } from "react";

type SearchWords = Readonly<Record<string, string | undefined>>;
type Filters<K extends string> = Readonly<Record<K, string>>;

/**
 * Filters that live in the address bar, "" where not set: `const [filters, setFilters] = useFilters(["text", "state"])`.
 * A change replaces the entry in the browser's history (typing does), unless it is a page to come back to (a click).
 */
export function useFilters<K extends string>(
  names: readonly K[],
): [Filters<K>, (change: Partial<Filters<K>>, options?: { readonly push?: boolean }) => void] {
  const search = useSearch({ strict: false, select: (all: object) => all as SearchWords });
  const navigate = useNavigate();
  const joined = names.join(",");
  const filters = useMemo(() => {
    const entries = joined.split(",").map((name) => [name, search[name] ?? ""]);
    return Object.fromEntries(entries) as Filters<K>;
  }, [joined, search]);
  const setFilters = (change: Partial<Filters<K>>, { push = false } = {}) => {
    void navigate({
      to: ".",
      search: ((now: object) => ({ ...now, ...change })) as never,
      replace: !push,
      // Who filters or chooses stays where they are; lists that bring the chosen into sight are not put back.
      resetScroll: push,
    });
  };
  return [filters, setFilters];
}
