import { MutationCache, QueryCache, QueryClient } from "@tanstack/react-query";
import { createTRPCClient, httpLink, httpSubscriptionLink, splitLink } from "@trpc/client";
import { createTRPCOptionsProxy } from "@trpc/tanstack-react-query";
import type { AppRouter } from "@riposte/api/router";
import { mayRetry } from "./api-error.ts";
import { noteFailure, noteSuccess } from "./connection.ts";
import { StreamInTurns } from "./stream-in-turns.ts";

/** Same origin, by the session's cookie. */
const link = splitLink({
  condition: ({ type }) => type === "subscription",
  true: httpSubscriptionLink({ url: "/trpc", EventSource: StreamInTurns }),
  false: httpLink({ url: "/trpc" }),
});

export const client = createTRPCClient<AppRouter>({ links: [link] });

/** Somebody who waits for a second try sees why. */
function retryAndTell(failures: number, error: unknown): boolean {
  noteFailure(error);
  return mayRetry(failures, error);
}

const noting = { onError: noteFailure, onSuccess: noteSuccess };

export const queryClient = new QueryClient({
  queryCache: new QueryCache(noting),
  mutationCache: new MutationCache(noting),
  defaultOptions: {
    // The server may be on this very machine or network: whether the internet is there says nothing.
    queries: { staleTime: 10_000, retry: retryAndTell, networkMode: "always" },
    mutations: { networkMode: "always" },
  },
});

/** `useQuery(trpc.runs.get.queryOptions({ id }))` */
export const trpc = createTRPCOptionsProxy<AppRouter>({ client, queryClient });
