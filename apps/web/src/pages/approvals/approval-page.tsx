import { useQuery } from "@tanstack/react-query";
import { useParams } from "@tanstack/react-router";
import { lazy, Suspense } from "react";
import { readApiError } from "../../api/api-error.ts";
import { trpc } from "../../api/trpc.ts";
import { useRunNews } from "../../run/use-run-news.ts";
import { ErrorState } from "../../shell/error-state.tsx";
import { Loading } from "../../shell/loading.tsx";
import { ApprovalContext } from "./approval-context.tsx";
import type { ApprovalStory } from "./approval-context.tsx";
import { readOutcomeRef } from "./outcome-ref.ts";

const UnknownOutcome = lazy(async () => ({
  default: (await import("./unknown-outcome.tsx")).UnknownOutcome,
}));

/** One question to people, with all that one has to know to answer it. Looking at it decides nothing. */
export function ApprovalPage() {
  const { approval: ref } = useParams({ from: "/shell/approvals/$approval" });
  const outcome = readOutcomeRef(ref);
  if (outcome === null) return <Approval id={ref} />;
  return (
    <Suspense fallback={<Loading />}>
      <UnknownOutcome {...outcome} />
    </Suspense>
  );
}

const REFRESH_MS = 5_000;

/** It is decided, and its run has come to its end. */
function isSettled(story: ApprovalStory | undefined): boolean {
  return story !== undefined && story.outcome !== null && story.ofRun.over;
}

/** Nothing makes it come. */
function isGone(error: unknown): boolean {
  return error !== null && readApiError(error).kind === "not_found";
}

function Approval({ id }: { readonly id: string }) {
  const approval = useQuery(
    trpc.approvals.get.queryOptions(
      { id },
      { refetchInterval: ({ state }) => (isSettled(state.data) || isGone(state.error) ? false : REFRESH_MS) },
    ),
  );
  useRunNews(({ runs, missed }) => {
    if (missed || runs.some((run) => run.id === approval.data?.ofRun.id)) void approval.refetch();
  });
  if (approval.data !== undefined) return <ApprovalContext approval={approval.data} />;
  if (approval.error !== null)
    return <ErrorState error={approval.error} retry={approval.refetch} tab="Approval" />;
  return <Loading />;
}
