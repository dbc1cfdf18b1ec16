import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect, useRef } from "react";
import { trpc } from "../api/trpc.ts";

const LOOK_MS = 10_000;

/** Who is given another role finds it while the page is open: what may be done and seen, and what waits for them. */
export function useRoleNews(): void {
  const cache = useQueryClient();
  const { data } = useQuery(
    trpc.me.get.queryOptions(undefined, {
      staleTime: 60_000,
      refetchInterval: LOOK_MS,
      refetchOnWindowFocus: "always",
    }),
  );
  const role = data?.role;
  const before = useRef(role);
  useEffect(() => {
    const was = before.current;
    before.current = role;
    if (was !== undefined && was !== role) void cache.invalidateQueries();
  }, [cache, role]);
}
