import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useSubscription } from "@trpc/tanstack-react-query";
import { useEffect, useState } from "react";
import { trpc } from "../api/trpc.ts";
import { addsUp, mergeNews } from "./merge-news.ts";

const AGAIN_MS = 3_000;

/** A run's outline, kept up to date until the run is over; `connection` says whether it is live just now. */
export function useLiveRun(id: string) {
  const cache = useQueryClient();
  const options = trpc.runs.outline.queryOptions({ id }, { staleTime: Infinity });
  const query = useQuery(options);
  // Where the stream begins; as long as it is open, how far it has got is its own business.
  const [from, setFrom] = useState({ id: "", cursor: "" });
  const cursor = query.data?.cursor ?? "";
  if (cursor !== "" && from.id !== id) setFrom({ id, cursor });
  const { queryKey } = options;
  const isOver = query.data?.run.over ?? true;
  const live = useSubscription(
    trpc.runs.live.subscriptionOptions(
      { id, lastEventId: from.id === id ? from.cursor : null },
      {
        enabled: from.id === id && !isOver,
        onData: ({ id: reached, data: news }) => {
          const known = cache.getQueryData(queryKey);
          if (known === undefined) return;
          const merged = { ...mergeNews(known, news), cursor: reached };
          cache.setQueryData(queryKey, merged);
          // The closing record may correct what progress told.
          if (news.counts === null) return;
          if (news.run.over || !addsUp(merged)) void cache.invalidateQueries({ queryKey });
        },
      },
    ),
  );
  const { status, reset } = live;
  useEffect(() => {
    if (status !== "error") return undefined;
    const timer = setTimeout(() => {
      void cache.invalidateQueries({ queryKey });
      reset();
    }, AGAIN_MS);
    return () => clearTimeout(timer);
  }, [status, reset, cache, queryKey]);

  const [wasLive, setWasLive] = useState(false);
  if (status === "pending" && !wasLive) setWasLive(true);
  // Nobody connects again who has not been connected yet.
  const isAway = status === "error" || (wasLive && status !== "pending");
  const connection = isOver ? "over" : isAway ? "away" : "live";
  return { ...query, connection } as const;
}
