import { useSubscription } from "@trpc/tanstack-react-query";
import { useEffect } from "react";
import { trpc } from "../api/trpc.ts";
import type { ListedRun } from "./run-data.ts";

export interface ListNews {
  readonly runs: readonly ListedRun[];
  /** There may have been others: read the list again. */
  readonly missed: boolean;
}

const AGAIN_MS = 3_000;

/** Hears of every run of the workspace that changes, at most once a second, while somebody looks at the page. */
export function useRunNews(onNews: (news: ListNews) => void): void {
  const { status, reset } = useSubscription(
    trpc.runs.listLive.subscriptionOptions({}, { onData: ({ data }) => onNews(data) }),
  );
  useEffect(() => {
    if (status !== "error") return undefined;
    const timer = setTimeout(reset, AGAIN_MS);
    return () => clearTimeout(timer);
  }, [status, reset]);
}
