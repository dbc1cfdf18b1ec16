import { useRouter, useSearch } from "@tanstack/react-router";
import { useConnection } from "../../api/connection.ts";
import { queryClient } from "../../api/trpc.ts";
import { forgetOwner } from "../../own/owner.ts";
import { nextPage } from "../../shell/next-page.ts";

/** Into the app, to the page that was asked for before signing in. */
export function useEnter(): () => void {
  const router = useRouter();
  const next = useSearch({ strict: false, select: (search: object) => (search as { next?: string }).next });
  return () => {
    // What was seen before belongs to nobody, or to somebody else.
    queryClient.clear();
    forgetOwner();
    useConnection.setState({ ended: false });
    router.history.replace(nextPage(next));
  };
}
