import { useQuery } from "@tanstack/react-query";
import { trpc } from "../api/trpc.ts";

const REFRESH_MS = 10_000;

/** How many decisions wait for somebody. */
export function usePendingApprovals(): number {
  const { data } = useQuery(
    trpc.approvals.list.queryOptions({ limit: 200 }, { refetchInterval: REFRESH_MS }),
  );
  return data?.length ?? 0;
}
