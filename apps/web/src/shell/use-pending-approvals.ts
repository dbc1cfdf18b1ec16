import { useQuery } from "@tanstack/react-query";
import { trpc } from "../api/trpc.ts";

const REFRESH_MS = 5_000;

/** How many decisions wait for whoever is signed in. */
export function usePendingApprovals(): number {
  const { data } = useQuery(trpc.approvals.count.queryOptions(undefined, { refetchInterval: REFRESH_MS }));
  return data?.mine ?? 0;
}
