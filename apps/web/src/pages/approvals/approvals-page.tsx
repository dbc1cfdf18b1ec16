import { Tabs } from "@mantine/core";
import { IconUserCheck } from "@tabler/icons-react";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { oneOf } from "../../address/misread.ts";
import type { Understood } from "../../address/misread.ts";
import { MisreadNote } from "../../address/misread-note.tsx";
import { useFilters } from "../../address/use-filters.ts";
import { trpc } from "../../api/trpc.ts";
import { useRunNews } from "../../run/use-run-news.ts";
import { EmptyState } from "../../shell/empty-state.tsx";
import { ErrorState } from "../../shell/error-state.tsx";
import { Loading } from "../../shell/loading.tsx";
import { PageBody } from "../../shell/page-body.tsx";
import { PageHeader } from "../../shell/page-header.tsx";
import { DecidedList } from "./decided-list.tsx";
import { WaitingList } from "./waiting-list.tsx";

const UNDERSTOOD: Understood = { show: oneOf(["mine", "all", "decided"]) };

/** What waits for a person: decisions, and steps of which nobody knows what became. */
export function ApprovalsPage() {
  const [{ show }, setFilters] = useFilters(["show"]);
  const cache = useQueryClient();
  const mine = useQuery(trpc.approvals.waiting.queryOptions({ mine: true }));
  const all = useQuery(trpc.approvals.waiting.queryOptions({ mine: false }));
  useRunNews(() => {
    void cache.invalidateQueries(trpc.approvals.pathFilter());
    void cache.invalidateQueries(trpc.runs.decided.queryFilter());
  });
  const tab = show === "all" || show === "decided" ? show : "mine";
  const waiting = tab === "all" ? all : mine;
  return (
    <>
      <PageHeader title="Approvals" />
      <PageBody>
        <MisreadNote understood={UNDERSTOOD} />
        <Tabs
          value={tab}
          onChange={(value) => setFilters({ show: value === "mine" ? "" : (value ?? "") }, { push: true })}
        >
          <Tabs.List aria-label="Which approvals">
            <Tabs.Tab value="mine">For me{countOf(mine.data)}</Tabs.Tab>
            <Tabs.Tab value="all">All that wait{countOf(all.data)}</Tabs.Tab>
            <Tabs.Tab value="decided">Decided</Tabs.Tab>
          </Tabs.List>
          <Tabs.Panel value={tab} pt={16}>
            {tab === "decided" ? (
              <DecidedList />
            ) : waiting.error !== null ? (
              <ErrorState error={waiting.error} retry={waiting.refetch} />
            ) : waiting.data === undefined ? (
              <Loading />
            ) : howMany(waiting.data) === 0 ? (
              <EmptyState
                title={tab === "mine" ? "Nothing waits for you" : "Nothing waits for anybody"}
                icon={IconUserCheck}
              >
                A playbook asks here before it does what it may not do alone. Designated approvers get a mail,
                too.
              </EmptyState>
            ) : (
              <WaitingList waiting={waiting.data} />
            )}
          </Tabs.Panel>
        </Tabs>
      </PageBody>
    </>
  );
}

function countOf(
  waiting:
    | {
        readonly approvals: readonly unknown[];
        readonly outcomes: readonly unknown[];
        readonly failures: readonly unknown[];
        readonly more: boolean;
      }
    | undefined,
): string {
  if (waiting === undefined) return "";
  const count = howMany(waiting);
  return ` (${count}${waiting.more ? "+" : ""})`;
}

function howMany({
  approvals,
  outcomes,
  failures,
}: {
  readonly approvals: readonly unknown[];
  readonly outcomes: readonly unknown[];
  readonly failures: readonly unknown[];
}): number {
  return approvals.length + outcomes.length + failures.length;
}
