import { useQuery } from "@tanstack/react-query";
import { useEffect } from "react";
import { trpc } from "../api/trpc.ts";
import type { RunOutline } from "./run-data.ts";

const REFRESH_MS = 5_000;

/** What a run has asked people, read again as long as an answer is outstanding. */
export function useRunApprovals({ run, steps }: RunOutline) {
  const approvals = useQuery(
    trpc.approvals.list.queryOptions(
      { run: run.id, all: true, limit: 200 },
      {
        refetchInterval: ({ state }) =>
          state.data?.some(({ outcome }) => outcome === null) === true ? REFRESH_MS : false,
      },
    ),
  );
  const asking = steps.filter(({ state }) => state === "approval").length;
  const { refetch } = approvals;
  // oxlint-disable-next-line react-hooks/exhaustive-deps -- what they say changes when these do
  useEffect(() => void refetch(), [asking, run.over, refetch]);
  return approvals;
}
