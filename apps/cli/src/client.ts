import type { AppRouter } from "@riposte/api/router";
import { createTRPCClient, httpLink } from "@trpc/client";
import type { TRPCClient } from "@trpc/client";
import type { Connection } from "./connection.ts";

export type Client = TRPCClient<AppRouter>;

export function createClient({ url, token }: Connection): Client {
  const link = httpLink({ url: new URL("/trpc", url).href, headers: { authorization: `Bearer ${token}` } });
  return createTRPCClient<AppRouter>({ links: [link] });
}

/** The answers of the procedures that are shown. */
export type Run = Awaited<ReturnType<Client["runs"]["get"]["query"]>>;
export type RunStep = Run["steps"][number];
export type RunOutline = Awaited<ReturnType<Client["runs"]["watch"]["query"]>>;
