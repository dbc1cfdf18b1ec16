import { useQuery } from "@tanstack/react-query";
import { useParams } from "@tanstack/react-router";
import { trpc } from "../../api/trpc.ts";
import { ErrorState } from "../../shell/error-state.tsx";
import { Loading } from "../../shell/loading.tsx";
import { ApprovalContext } from "./approval-context.tsx";
import { readOutcomeRef } from "./outcome-ref.ts";
import { UnknownOutcome } from "./unknown-outcome.tsx";

/** One question to people, with all that one has to know to answer it. Looking at it decides nothing. */
export function ApprovalPage() {
  const { approval: ref } = useParams({ from: "/shell/approvals/$approval" });
  const outcome = readOutcomeRef(ref);
  return outcome === null ? <Approval id={ref} /> : <UnknownOutcome {...outcome} />;
}

const REFRESH_MS = 5_000;

function Approval({ id }: { readonly id: string }) {
  const approval = useQuery(
    trpc.approvals.get.queryOptions(
      { id },
      { refetchInterval: ({ state }) => (state.data?.outcome === null ? REFRESH_MS : false) },
    ),
  );
  if (approval.data !== undefined) return <ApprovalContext approval={approval.data} />;
  if (approval.error !== null) return <ErrorState error={approval.error} retry={approval.refetch} />;
  return <Loading />;
}
