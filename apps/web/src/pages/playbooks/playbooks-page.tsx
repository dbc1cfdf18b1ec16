import { Button, Group, SegmentedControl } from "@mantine/core";
import { IconPlus, IconUpload } from "@tabler/icons-react";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { lazy, Suspense, useState } from "react";
import { anything, oneOf } from "../../address/misread.ts";
import type { Understood } from "../../address/misread.ts";
import { MisreadNote } from "../../address/misread-note.tsx";
import { isPageNumber, pageNumber, pageText } from "../../address/page-number.ts";
import { SearchField } from "../../address/search-field.tsx";
import { useFilters } from "../../address/use-filters.ts";
import { trpc } from "../../api/trpc.ts";
import { ErrorState } from "../../shell/error-state.tsx";
import { Loading } from "../../shell/loading.tsx";
import { useMay } from "../../shell/me.ts";
import { PageBody } from "../../shell/page-body.tsx";
import { PageHeader } from "../../shell/page-header.tsx";
import { Pager } from "../../shell/pager.tsx";
import { NoPlaybooks } from "./no-playbooks.tsx";
import type { PlaybookItem } from "./playbook-row.tsx";
import { PlaybookTable } from "./playbook-table.tsx";
import classes from "./playbooks-page.module.css";
import { hasShelves, Shelves } from "./shelves.tsx";

/** Fetched when they are first asked for: the list does not wait for them. */
const CreatePlaybook = lazy(async () => ({
  default: (await import("./create-playbook.tsx")).CreatePlaybook,
}));
const DeletePlaybook = lazy(async () => ({
  default: (await import("./delete-playbook.tsx")).DeletePlaybook,
}));
const FoundInDrafts = lazy(async () => ({
  default: (await import("./found-in-drafts.tsx")).FoundInDrafts,
}));
const OrganizePlaybook = lazy(async () => ({
  default: (await import("./organize-playbook.tsx")).OrganizePlaybook,
}));
const RunByHand = lazy(async () => ({ default: (await import("./run-by-hand.tsx")).RunByHand }));

const PAGE_SIZE = 50;
const REFRESH_MS = 15_000;
const UNDERSTOOD: Understood = {
  text: anything,
  on: oneOf(["yes", "no"]),
  page: isPageNumber,
  folder: anything,
  tag: anything,
  archived: oneOf(["yes"]),
  template: anything,
};

export function PlaybooksPage() {
  const [filters, setFilters] = useFilters(["text", "on", "page", "folder", "tag", "archived", "template"]);
  const { text, on, page: pageWord, folder, tag } = filters;
  const archived = filters.archived === "yes";
  const page = pageNumber(pageWord);
  const mayWrite = useMay("playbooks.write");
  const [creating, setCreating] = useState(false);
  const [running, setRunning] = useState<PlaybookItem | null>(null);
  const [deleting, setDeleting] = useState<PlaybookItem | null>(null);
  const [organizing, setOrganizing] = useState<PlaybookItem | null>(null);
  const input = {
    limit: PAGE_SIZE,
    offset: (page - 1) * PAGE_SIZE,
    ...(text === "" ? {} : { text }),
    ...(on === "yes" || on === "no" ? { enabled: on === "yes" } : {}),
    ...(folder === "" ? {} : { folder }),
    ...(tag === "" ? {} : { tag }),
    archived,
  };
  const { data, error, refetch } = useQuery(
    trpc.playbooks.overview.queryOptions(input, {
      placeholderData: keepPreviousData,
      refetchInterval: REFRESH_MS,
    }),
  );
  const startCreating = () => setCreating(true);
  const stopCreating = () => {
    setCreating(false);
    if (filters.template !== "") setFilters({ template: "" });
  };
  const isShelf = folder !== "" || tag !== "" || archived;
  const filtered = text !== "" || on !== "" || isShelf;
  const shelves = data?.shelves;
  return (
    <>
      <PageHeader
        title="Playbooks"
        {...(data === undefined
          ? {}
          : { about: `${data.total.toLocaleString("en")}${filtered ? " match" : ""}` })}
      >
        {mayWrite && (
          <>
            <ImportButton />
            <Button size="xs" leftSection={<IconPlus size={16} aria-hidden />} onClick={startCreating}>
              New playbook
            </Button>
          </>
        )}
      </PageHeader>
      <PageBody>
        <MisreadNote understood={UNDERSTOOD} />
        <div className={shelves !== undefined && hasShelves(shelves) ? classes["shelved"] : undefined}>
          {shelves !== undefined && hasShelves(shelves) && (
            <Shelves
              {...{ shelves, folder, tag, archived }}
              onFolder={(next) => setFilters({ folder: next, page: "" }, { push: true })}
            />
          )}
          <div className={classes["list"]}>
            <Group gap="sm">
              <SearchField
                label="Search playbooks"
                value={text}
                onSearch={(words) => setFilters({ text: words, page: "" })}
              />
              <SegmentedControl
                size="xs"
                aria-label="On or off"
                value={on}
                onChange={(value) => setFilters({ on: value, page: "" }, { push: true })}
                data={[
                  { value: "", label: "All" },
                  { value: "yes", label: "On" },
                  { value: "no", label: "Off" },
                ]}
              />
            </Group>
            {error !== null && data === undefined ? (
              <ErrorState error={error} retry={refetch} />
            ) : data === undefined ? (
              <Loading />
            ) : data.total === 0 ? (
              <NoPlaybooks
                filtered={filtered || data.shelves.archived > 0}
                onCreate={startCreating}
                onClear={() =>
                  setFilters({ text: "", on: "", folder: "", tag: "", archived: "" }, { push: true })
                }
              />
            ) : (
              <>
                <PlaybookTable
                  playbooks={data.items}
                  folder={folder}
                  onRun={setRunning}
                  onDelete={setDeleting}
                  onOrganize={setOrganizing}
                />
                <Pager
                  page={page}
                  size={PAGE_SIZE}
                  total={data.total}
                  onPage={(next) => setFilters({ page: pageText(next) }, { push: true })}
                />
              </>
            )}
            <Suspense fallback={null}>{text !== "" && <FoundInDrafts text={text} />}</Suspense>
          </div>
        </div>
      </PageBody>
      <Suspense fallback={null}>
        {mayWrite && (creating || filters.template !== "") && (
          <CreatePlaybook template={filters.template} onClose={stopCreating} />
        )}
        {running !== null && <RunByHand playbook={running} onClose={() => setRunning(null)} />}
        {organizing !== null && (
          <OrganizePlaybook
            playbook={organizing}
            folders={(shelves?.folders ?? []).map((each) => each.folder)}
            onClose={() => setOrganizing(null)}
          />
        )}
        {deleting !== null && <DeletePlaybook playbook={deleting} onClose={() => setDeleting(null)} />}
      </Suspense>
    </>
  );
}

function ImportButton() {
  return (
    <Button
      component={Link}
      to="/playbooks/import"
      size="xs"
      variant="default"
      leftSection={<IconUpload size={16} aria-hidden />}
    >
      Import
    </Button>
  );
}
