import { Group, SegmentedControl } from "@mantine/core";
import { IconMail } from "@tabler/icons-react";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { lazy, Suspense } from "react";
import { anything, oneOf } from "../../address/misread.ts";
import type { Understood } from "../../address/misread.ts";
import { MisreadNote } from "../../address/misread-note.tsx";
import { isPageNumber, pageNumber, pageText } from "../../address/page-number.ts";
import { SearchField } from "../../address/search-field.tsx";
import { useFilters } from "../../address/use-filters.ts";
import { trpc } from "../../api/trpc.ts";
import { EmptyState } from "../../shell/empty-state.tsx";
import { ErrorState } from "../../shell/error-state.tsx";
import { Loading } from "../../shell/loading.tsx";
import { PageBody } from "../../shell/page-body.tsx";
import { PageHeader } from "../../shell/page-header.tsx";
import { WithPermission } from "../../shell/with-permission.tsx";
import { Pager } from "../../shell/pager.tsx";
import { MAIL_STATES } from "./mail-state.tsx";
import type { MailStateName } from "./mail-state.tsx";
import { OutboxTable } from "./outbox-table.tsx";

/** The list does not wait for what shows one message. */
const MessageDrawer = lazy(async () => ({ default: (await import("./message-drawer.tsx")).MessageDrawer }));

const PAGE_SIZE = 30;
const REFRESH_MS = 15_000;
const STATES = [
  { value: "", label: "All" },
  ...Object.entries(MAIL_STATES).map(([value, { word }]) => ({ value, label: word })),
];

const UNDERSTOOD: Understood = {
  state: oneOf(Object.keys(MAIL_STATES)),
  text: anything,
  page: isPageNumber,
  message: anything,
};

/** `?message=id` opens one. */
export function OutboxPage() {
  return (
    <WithPermission permission="outbox.read">
      <Outbox />
    </WithPermission>
  );
}

function Outbox() {
  const [{ state, text, page: pageWord, message }, setFilters] = useFilters([
    "state",
    "text",
    "page",
    "message",
  ]);
  const page = pageNumber(pageWord);
  const input = {
    limit: PAGE_SIZE,
    offset: (page - 1) * PAGE_SIZE,
    ...(Object.hasOwn(MAIL_STATES, state) ? { state: state as MailStateName } : {}),
    ...(text.trim() === "" ? {} : { text }),
  };
  const { data, error, refetch } = useQuery(
    trpc.outbox.list.queryOptions(input, { placeholderData: keepPreviousData, refetchInterval: REFRESH_MS }),
  );
  const open = data?.items.find(({ id }) => id === message);
  const filtered = state !== "" || text !== "";
  return (
    <>
      <PageHeader
        title="Outbox"
        {...(data === undefined
          ? {}
          : { about: `${data.total.toLocaleString("en")}${filtered ? " match" : ""}` })}
      />
      <PageBody>
        <MisreadNote understood={UNDERSTOOD} />
        {(error === null || data !== undefined) && (
          <Group gap="sm">
            <SearchField
              label="Search messages"
              value={text}
              onSearch={(words) => setFilters({ text: words, page: "" })}
            />
            <SegmentedControl
              size="xs"
              aria-label="State"
              value={state}
              data={STATES}
              onChange={(next) => setFilters({ state: next, page: "" }, { push: true })}
            />
          </Group>
        )}
        {error !== null && data === undefined ? (
          <ErrorState error={error} retry={refetch} />
        ) : data === undefined ? (
          <Loading />
        ) : data.total === 0 ? (
          <EmptyState icon={IconMail} title={filtered ? "No message matches" : "No mail yet"}>
            {filtered
              ? null
              : "Here lies what playbooks mail: what was sent, and what waits for a mail server."}
          </EmptyState>
        ) : (
          <>
            <OutboxTable items={data.items} onOpen={(id) => setFilters({ message: id }, { push: true })} />
            <Pager
              page={page}
              size={PAGE_SIZE}
              total={data.total}
              onPage={(next) => setFilters({ page: pageText(next) }, { push: true })}
            />
          </>
        )}
      </PageBody>
      {open !== undefined && (
        <Suspense fallback={null}>
          <MessageDrawer item={open} onClose={() => setFilters({ message: "" })} />
        </Suspense>
      )}
    </>
  );
}
