import { Button, Group, MultiSelect, Select } from "@mantine/core";
import { IconBell } from "@tabler/icons-react";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { MisreadNote } from "../../address/misread-note.tsx";
import { pageNumber, pageText } from "../../address/page-number.ts";
import { SearchField } from "../../address/search-field.tsx";
import { useFilters } from "../../address/use-filters.ts";
import { trpc } from "../../api/trpc.ts";
import { EmptyState } from "../../shell/empty-state.tsx";
import { ErrorState } from "../../shell/error-state.tsx";
import { Loading } from "../../shell/loading.tsx";
import { PageBody } from "../../shell/page-body.tsx";
import { PageHeader } from "../../shell/page-header.tsx";
import { Pager } from "../../shell/pager.tsx";
import { questionOf, SORTS, understoodOf, urgencies, wordsOf } from "./alert-filters.ts";
import { AlertTable } from "./alert-table.tsx";

const PAGE_SIZE = 50;
const REFRESH_MS = 30_000;
const NO_FILTER = { status: "", urgency: "", text: "", page: "" };

export function AlertsPage() {
  const [filters, setFilters] = useFilters(["status", "urgency", "text", "sort", "page"]);
  const page = pageNumber(filters.page);
  const { data: statuses } = useQuery(trpc.alerts.statuses.queryOptions(undefined, { staleTime: Infinity }));
  const { data, error, refetch } = useQuery(
    trpc.alerts.list.queryOptions(questionOf(filters, page, PAGE_SIZE), {
      placeholderData: keepPreviousData,
      refetchInterval: REFRESH_MS,
    }),
  );
  const filtered = filters.status !== "" || filters.urgency !== "" || filters.text !== "";
  return (
    <>
      <PageHeader
        title="Alerts"
        {...(data === undefined
          ? {}
          : { about: `${data.total.toLocaleString("en")}${filtered ? " match" : ""}` })}
      />
      <PageBody>
        <MisreadNote understood={understoodOf(statuses?.map(({ name }) => name))} />
        <Group gap="sm">
          <SearchField
            label="Search alerts"
            value={filters.text}
            onSearch={(text) => setFilters({ text, page: "" })}
          />
          <MultiSelect
            size="xs"
            w={220}
            aria-label="Status"
            placeholder={filters.status === "" ? "Any status" : ""}
            data={(statuses ?? []).map(({ name }) => name)}
            value={wordsOf(filters.status)}
            onChange={(names) => setFilters({ status: names.join(","), page: "" }, { push: true })}
            clearable
          />
          <MultiSelect
            size="xs"
            w={200}
            aria-label="Urgency"
            placeholder={filters.urgency === "" ? "Any urgency" : ""}
            data={[...urgencies]}
            value={wordsOf(filters.urgency)}
            onChange={(levels) => setFilters({ urgency: levels.join(","), page: "" }, { push: true })}
            clearable
          />
          <Select
            size="xs"
            w={180}
            aria-label="Order"
            data={Object.entries(SORTS).map(([value, label]) => ({ value, label }))}
            value={Object.hasOwn(SORTS, filters.sort) ? filters.sort : "created_at"}
            allowDeselect={false}
            onChange={(sort) =>
              setFilters({ sort: sort === "created_at" ? "" : (sort ?? ""), page: "" }, { push: true })
            }
          />
        </Group>
        {error !== null && data === undefined ? (
          <ErrorState error={error} retry={refetch} />
        ) : data === undefined ? (
          <Loading />
        ) : data.total === 0 ? (
          <NoAlerts filtered={filtered} onClear={() => setFilters(NO_FILTER, { push: true })} />
        ) : (
          <>
            <AlertTable alerts={data.items} />
            <Pager
              page={page}
              size={PAGE_SIZE}
              total={data.total}
              onPage={(next) => setFilters({ page: pageText(next) }, { push: true })}
            />
          </>
        )}
      </PageBody>
    </>
  );
}

function NoAlerts({ filtered, onClear }: { filtered: boolean; onClear: () => void }) {
  if (!filtered) {
    return (
      <EmptyState icon={IconBell} title="No alerts">
        Alerts are what playbooks look up, comment on and close.
      </EmptyState>
    );
  }
  const clear = (
    <Button size="xs" variant="default" onClick={onClear}>
      Show all
    </Button>
  );
  return <EmptyState title="No alert matches" action={clear} />;
}
