import { Button, Group, Select, TextInput } from "@mantine/core";
import { actorWords } from "@riposte/plan/actor-words";
import { IconListDetails } from "@tabler/icons-react";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useRouter } from "@tanstack/react-router";
import { MisreadNote } from "../../address/misread-note.tsx";
import { useFilters } from "../../address/use-filters.ts";
import { trpc } from "../../api/trpc.ts";
import { EmptyState } from "../../shell/empty-state.tsx";
import { ErrorState } from "../../shell/error-state.tsx";
import { Loading } from "../../shell/loading.tsx";
import { PageBody } from "../../shell/page-body.tsx";
import { PageHeader } from "../../shell/page-header.tsx";
import { WithPermission } from "../../shell/with-permission.tsx";
import { entryBefore, questionOf, UNDERSTOOD } from "./audit-question.ts";
import { AuditList } from "./audit-list.tsx";
import { actionLabel } from "./audit-words.ts";
import { ExportButton } from "./export-button.tsx";

const PAGE_SIZE = 100;
const NAMES = ["actor", "action", "target", "from", "to", "before"] as const;
const NONE = { actor: "", action: "", target: "", from: "", to: "", before: "" };

export function AuditPage() {
  return (
    <WithPermission permission="audit.read">
      <Entries />
    </WithPermission>
  );
}

function Entries() {
  const [filters, setFilters] = useFilters(NAMES);
  const router = useRouter();
  const question = questionOf(filters);
  const before = entryBefore(filters.before);
  const { data, error, refetch } = useQuery(
    trpc.audit.list.queryOptions(
      { ...question, limit: PAGE_SIZE, ...(before === null ? {} : { before }) },
      { placeholderData: keepPreviousData },
    ),
  );
  const { data: names } = useQuery(
    trpc.audit.names.queryOptions(undefined, { staleTime: 60_000, retry: false }),
  );
  const change = (filter: Partial<typeof NONE>, push = true) =>
    setFilters({ ...filter, before: "" }, { push });
  const filtered = Object.keys(question).length > 0;
  const last = data?.at(-1)?.seq;
  return (
    <>
      <PageHeader title="Audit log">{error === null && <ExportButton question={question} />}</PageHeader>
      <PageBody>
        {error !== null && data === undefined ? (
          <ErrorState error={error} retry={refetch} />
        ) : (
          <>
            <MisreadNote understood={UNDERSTOOD} />
            <Group gap="sm">
              <Select
                size="xs"
                w={220}
                aria-label="Who"
                placeholder="Anybody"
                data={(names?.actors ?? []).map((actor) => ({ value: actor, label: actorWords(actor) }))}
                value={filters.actor === "" ? null : filters.actor}
                onChange={(actor) => change({ actor: actor ?? "" })}
                searchable
                clearable
              />
              <Select
                size="xs"
                w={220}
                aria-label="What"
                placeholder="Anything"
                data={(names?.actions ?? []).map((action) => ({ value: action, label: actionLabel(action) }))}
                value={filters.action === "" ? null : filters.action}
                onChange={(action) => change({ action: action ?? "" })}
                searchable
                clearable
              />
              <Day label="From" value={filters.from} onChange={(from) => change({ from }, false)} />
              <Day label="To" value={filters.to} onChange={(to) => change({ to }, false)} />
              {filtered && (
                <Button size="xs" variant="subtle" onClick={() => setFilters(NONE, { push: true })}>
                  Show all
                </Button>
              )}
            </Group>
            {data === undefined ? (
              <Loading rows={12} />
            ) : data.length === 0 ? (
              <EmptyState icon={IconListDetails} title={filtered ? "No entry matches" : "No entries"}>
                Whatever anybody changes is written here, and nobody can change or delete it.
              </EmptyState>
            ) : (
              <AuditList entries={data} />
            )}
            <Group gap="sm" component="nav" aria-label="Pages">
              {before !== null && (
                <>
                  <Button
                    size="xs"
                    variant="default"
                    onClick={() => setFilters({ before: "" }, { push: true })}
                  >
                    Newest
                  </Button>
                  <Button size="xs" variant="default" onClick={() => router.history.back()}>
                    Newer
                  </Button>
                </>
              )}
              {data?.length === PAGE_SIZE && last !== undefined && (
                <Button
                  size="xs"
                  variant="default"
                  onClick={() => setFilters({ before: String(last) }, { push: true })}
                >
                  Older
                </Button>
              )}
            </Group>
          </>
        )}
      </PageBody>
    </>
  );
}

interface DayProps {
  readonly label: string;
  readonly value: string;
  readonly onChange: (day: string) => void;
}

function Day({ label, value, onChange }: DayProps) {
  return (
    <TextInput
      size="xs"
      type="date"
      aria-label={label}
      leftSection={label}
      leftSectionWidth={48}
      value={value}
      onChange={(event) => onChange(event.currentTarget.value)}
    />
  );
}
