import { useRouter, useSearch } from "@tanstack/react-router";
import { useConnection } from "../../api/connection.ts";
import { queryClient } from "../../api/trpc.ts";
import { forgetOwner } from "../../own/owner.ts";
import { nextPage } from "../../shell/next-page.ts";
import { LINK_KEY } from "./use-link.ts";

/** Into the app, to the page that was asked for before signing in. */
export function useEnter(): () => void {
  const router = useRouter();
  const next = useSearch({ strict: false, select: (search: object) => (search as { next?: string }).next });
  return () => {
    // What was seen before belongs to nobody, or to somebody else; the link is this page's own, still there.
    queryClient.removeQueries({ predicate: ({ queryKey }) => queryKey[0] !== LINK_KEY });
    queryClient.getMutationCache().clear();
    forgetOwner();
    useConnection.setState({ ended: false });
    router.history.replace(nextPage(next));
  };
}
