import { useQuery } from "@tanstack/react-query";
import { lazy } from "react";
import { trpc } from "../../api/trpc.ts";
import { TokenTable } from "../../tokens/token-table.tsx";

const RevokeRunnerToken = lazy(async () => ({
  default: (await import("./revoke-runner-token.tsx")).RevokeRunnerToken,
}));

export function RunnerTokens() {
  return (
    <TokenTable
      label="Runner tokens"
      none={{
        title: "No runner tokens",
        says: "With a token, a runner on another machine takes the scripts of its group. A group is there as soon as it has one.",
      }}
      query={useQuery(trpc.runners.tokens.queryOptions())}
      own={{ title: "Group", width: 140, of: ({ group }) => group }}
      Revoke={RevokeRunnerToken}
    />
  );
}
