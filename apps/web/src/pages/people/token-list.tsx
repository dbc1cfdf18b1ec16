import { useQuery } from "@tanstack/react-query";
import { lazy } from "react";
import { trpc } from "../../api/trpc.ts";
import { TokenTable } from "../../tokens/token-table.tsx";

const RevokeToken = lazy(async () => ({ default: (await import("./revoke-token.tsx")).RevokeToken }));

/** With which programs come in; their names stand in the audit log. */
export function TokenList() {
  return (
    <TokenTable
      label="API tokens"
      none={{
        title: "No API tokens",
        says: "A token lets a program, or the command riposte on another machine, do what its role may.",
      }}
      query={useQuery(trpc.tokens.list.queryOptions())}
      own={{ title: "Role", width: 96, of: ({ role }) => role }}
      Revoke={RevokeToken}
    />
  );
}
