import { useNavigate, useRouterState } from "@tanstack/react-router";
import { useEffect } from "react";
import { useConnection } from "../api/connection.ts";
import { queryClient, trpc } from "../api/trpc.ts";

/** When the server no longer knows us: to the sign-in page, which comes back here. */
export function useSignInRedirect(): void {
  const signedOut = useConnection((connection) => connection.signedOut);
  const here = useRouterState({ select: ({ location }) => location.href });
  const navigate = useNavigate();
  useEffect(() => {
    if (!signedOut) return;
    useConnection.setState({ signedOut: false });
    // A second answer may come while we are on the way: it is the page before that is to be come back to.
    if (here.startsWith("/sign-in")) return;
    // Who comes by a link and was never in has lost nothing.
    useConnection.setState({ ended: queryClient.getQueryData(trpc.me.get.queryKey()) !== undefined });
    queryClient.clear();
    void navigate({ to: "/sign-in", search: { next: here }, replace: true });
  }, [signedOut, here, navigate]);
}
