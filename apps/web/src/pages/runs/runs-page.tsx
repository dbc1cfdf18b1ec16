import { Button } from "@mantine/core";
import { IconPlayerPlay } from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";
import { MisreadNote } from "../../address/misread-note.tsx";
import { useFilters } from "../../address/use-filters.ts";
import { EmptyState } from "../../shell/empty-state.tsx";
import { ErrorState } from "../../shell/error-state.tsx";
import { Loading } from "../../shell/loading.tsx";
import { PageBody } from "../../shell/page-body.tsx";
import { PageHeader } from "../../shell/page-header.tsx";
import { FILTERS, isFiltered, understoodOf } from "./run-filters.ts";
import { RunTable } from "./run-table.tsx";
import { RunsToolbar } from "./runs-toolbar.tsx";
import { useRuns } from "./use-runs.ts";

const NO_FILTERS = { playbook: "", states: "", time: "", from: "", to: "", text: "" };

/** All runs, newest first; what is looked for stands in the address bar. */
export function RunsPage() {
  const [filters, setFilters] = useFilters(FILTERS);
  const { list, counts } = useRuns(filters);
  const runs = list.data?.pages.flatMap((page) => page.runs) ?? [];
  const clear = (
    <Button size="xs" variant="default" onClick={() => setFilters(NO_FILTERS, { push: true })}>
      Show all runs
    </Button>
  );
  return (
    <>
      <PageHeader title="Runs" />
      <PageBody>
        <MisreadNote understood={understoodOf(filters)} />
        <RunsToolbar filters={filters} onChange={setFilters} counts={counts} />
        {list.error !== null && runs.length === 0 ? (
          <ErrorState error={list.error} retry={list.refetch} />
        ) : list.isPending ? (
          <Loading rows={10} />
        ) : runs.length > 0 ? (
          <RunTable runs={runs} />
        ) : isFiltered(filters) ? (
          <EmptyState title="No run fits" action={clear}>
            {list.hasNextPage
              ? "None of the newest runs does; older ones were not searched yet."
              : "Look for less, or for a longer time."}
          </EmptyState>
        ) : (
          <EmptyState
            title="No runs yet"
            icon={IconPlayerPlay}
            action={
              <Button size="xs" renderRoot={(props) => <Link to="/playbooks" {...props} />}>
                Go to the playbooks
              </Button>
            }
          >
            A run is one execution of a playbook: it begins when its trigger fires, or when you test it.
          </EmptyState>
        )}
        {list.hasNextPage && (
          <div>
            <Button
              size="xs"
              variant="default"
              loading={list.isFetchingNextPage}
              onClick={() => void list.fetchNextPage()}
            >
              {filters.text === "" ? "Show older runs" : "Search older runs"}
            </Button>
          </div>
        )}
      </PageBody>
    </>
  );
}
