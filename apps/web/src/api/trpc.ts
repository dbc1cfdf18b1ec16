import { hashKey, MutationCache, QueryCache, QueryClient } from "@tanstack/react-query";
import { createTRPCClient, httpLink, httpSubscriptionLink, splitLink } from "@trpc/client";
import { createTRPCOptionsProxy } from "@trpc/tanstack-react-query";
import type { AppRouter } from "@riposte/api/router";
import { noteOwner, ownerNow } from "../own/owner.ts";
import { mayRetry, readApiError } from "./api-error.ts";
import { noteFailure, noteSuccess } from "./connection.ts";
import { harmlessLink } from "./harmless-link.ts";
import { StreamInTurns } from "./stream-in-turns.ts";

/** Of one call: whose it is, where it may go out after somebody else has come. */
interface Asked {
  readonly asOwner?: string | null;
}

/** Same origin, by the session's cookie; and it says whose page it is, so that nothing is done in somebody else's name. */
const link = splitLink({
  condition: ({ type }) => type === "subscription",
  true: httpSubscriptionLink({ url: "/trpc", EventSource: StreamInTurns }),
  false: httpLink({
    url: "/trpc",
    headers({ op: { context } }) {
      const person = (context as Asked).asOwner ?? ownerNow();
      return person === null ? {} : { "riposte-as": person };
    },
  }),
});

export const client = createTRPCClient<AppRouter>({ links: [harmlessLink, link] });

/** Somebody who waits for a second try sees why. */
function retryAndTell(failures: number, error: unknown): boolean {
  noteFailure(error);
  return mayRetry(failures, error);
}

/** Who is told that they may not has perhaps had another role since the page was opened. */
function noteRefusal(error: unknown): void {
  noteFailure(error);
  if (readApiError(error).kind === "forbidden") void queryClient.invalidateQueries(trpc.me.get.queryFilter());
}

const noting = { onError: noteRefusal, onSuccess: noteSuccess };

export const queryClient = new QueryClient({
  queryCache: new QueryCache({
    ...noting,
    onSuccess(data, { queryHash }) {
      noteSuccess();
      if (queryHash === hashKey(trpc.me.get.queryKey())) noteOwner(data as Parameters<typeof noteOwner>[0]);
    },
  }),
  mutationCache: new MutationCache(noting),
  defaultOptions: {
    // The server may be on this very machine or network: whether the internet is there says nothing.
    queries: { staleTime: 10_000, retry: retryAndTell, networkMode: "always" },
    mutations: { networkMode: "always" },
  },
});

/** `useQuery(trpc.runs.get.queryOptions({ id }))` */
export const trpc = createTRPCOptionsProxy<AppRouter>({ client, queryClient });
