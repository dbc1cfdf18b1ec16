import { useQuery } from "@tanstack/react-query";
import { useRouterState } from "@tanstack/react-router";
import { useState } from "react";
import { postAuth } from "../../api/auth.ts";
import type { AuthAnswer } from "../../api/auth.ts";

/** What a link that works once is for. */
export interface LinkInfo {
  readonly purpose: "setup" | "invitation" | "password";
  readonly email: string | null;
  readonly role: string | null;
  readonly workspace: string;
  readonly expiresAt: string;
}

export interface OpenedLink {
  /** From behind the #, which reaches no server and no log by itself. */
  readonly token: string;
  /** Null while the server is asked. */
  readonly answer: AuthAnswer<LinkInfo> | null;
}

export const LINK_KEY = "link that works once";

export function useLink(): OpenedLink {
  const hash = useRouterState({ select: ({ location }) => location.hash });
  const [token, setToken] = useState(hash);
  // Whoever has used it is on the way to another page, and this one is still there.
  if (hash !== "" && hash !== token) setToken(hash);
  const { data = null } = useQuery({
    queryKey: [LINK_KEY, token],
    queryFn: () => postAuth<LinkInfo>("/link", { token }),
    enabled: token !== "",
    // Once it is used it is of no use: that is no news while the form is still there.
    staleTime: Infinity,
    refetchOnWindowFocus: false,
  });
  return { token, answer: token === "" ? NO_TOKEN : data };
}

const NO_TOKEN = {
  ok: false,
  reason: "not_found",
  message: "This address is not complete: copy the whole link, with what stands after the #.",
  field: null,
} as const;
