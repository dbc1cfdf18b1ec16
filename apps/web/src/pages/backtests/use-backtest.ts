import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useSubscription } from "@trpc/tanstack-react-query";
import { useEffect } from "react";
import { trpc } from "../../api/trpc.ts";

const AGAIN_MS = 3_000;

/** A backtest with its rows, read again as it comes on, until it is over. */
export function useBacktest(id: string) {
  const cache = useQueryClient();
  const options = trpc.backtests.get.queryOptions({ id }, { staleTime: Infinity });
  const query = useQuery(options);
  const { queryKey } = options;
  const isGoing = query.data?.state === "going";
  const { status, reset } = useSubscription(
    trpc.backtests.follow.subscriptionOptions(
      { id },
      { enabled: isGoing, onData: () => void cache.invalidateQueries({ queryKey }) },
    ),
  );
  useEffect(() => {
    if (status !== "error") return undefined;
    const timer = setTimeout(() => {
      void cache.invalidateQueries({ queryKey });
      reset();
    }, AGAIN_MS);
    return () => clearTimeout(timer);
  }, [status, reset, cache, queryKey]);
  return query;
}
