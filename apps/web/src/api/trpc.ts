import { QueryClient } from "@tanstack/react-query";
import { createTRPCClient, httpLink, httpSubscriptionLink, splitLink } from "@trpc/client";
import { createTRPCOptionsProxy } from "@trpc/tanstack-react-query";
import type { AppRouter } from "@riposte/api/router";

/** Same origin, by the session's cookie. */
const link = splitLink({
  condition: ({ type }) => type === "subscription",
  true: httpSubscriptionLink({ url: "/trpc" }),
  false: httpLink({ url: "/trpc" }),
});

export const client = createTRPCClient<AppRouter>({ links: [link] });

export const queryClient = new QueryClient({
  defaultOptions: { queries: { staleTime: 10_000, retry: 1 } },
});

/** `useQuery(trpc.runs.get.queryOptions({ id }))` */
export const trpc = createTRPCOptionsProxy<AppRouter>({ client, queryClient });
