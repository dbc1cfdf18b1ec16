import { Button, Group, NativeSelect } from "@mantine/core";
import { IconPlus } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { lazy, Suspense, useState } from "react";
import { anything, oneOf } from "../../address/misread.ts";
import type { Understood } from "../../address/misread.ts";
import { MisreadNote } from "../../address/misread-note.tsx";
import { SearchField } from "../../address/search-field.tsx";
import { useFilters } from "../../address/use-filters.ts";
import { trpc } from "../../api/trpc.ts";
import { withLogos } from "../../canvas/module-logos.ts";
import { EmptyState } from "../../shell/empty-state.tsx";
import { ErrorState } from "../../shell/error-state.tsx";
import { Loading } from "../../shell/loading.tsx";
import { useMay } from "../../shell/me.ts";
import { PageBody } from "../../shell/page-body.tsx";
import { PageHeader } from "../../shell/page-header.tsx";
import { ACTION_KINDS, groupActions } from "./action-kinds.ts";
import { ActionRow } from "./action-row.tsx";
import type { ActionItemData } from "./action-row.tsx";
import classes from "./actions-page.module.css";
import { isOwnAction } from "./own-action.ts";
import { RunnerList } from "./runner-list.tsx";
import { useUses } from "./use-uses.ts";

/** Most who look at the list delete nothing now: it does not wait for the question. */
const DeleteAction = lazy(async () => ({ default: (await import("./delete-action.tsx")).DeleteAction }));

const ModuleWindow = lazy(async () => ({
  default: (await import("./modules/module-window.tsx")).ModuleWindow,
}));

const UNDERSTOOD: Understood = { text: anything, kind: oneOf(Object.keys(ACTION_KINDS)) };

/** All that a step can call: what is built in, and the actions of this workspace. */
export function ActionsPage() {
  const [filters, setFilters] = useFilters(["text", "kind"]);
  const { data, error, refetch } = useQuery(trpc.catalogue.get.queryOptions());
  const mayWrite = useMay("actions.write");
  const { usedBy } = useUses();
  const [isShowingModules, setIsShowingModules] = useState(false);
  const [deleting, setDeleting] = useState<ActionItemData | null>(null);
  const groups = data === undefined ? [] : groupActions(withLogos(data), filters);
  return (
    <>
      <PageHeader title="Actions" {...(data === undefined ? {} : { about: data.actions.length })}>
        <Button size="xs" variant="default" onClick={() => setIsShowingModules(true)}>
          Modules
        </Button>
        {mayWrite && (
          <Button
            size="xs"
            leftSection={<IconPlus size={14} aria-hidden />}
            renderRoot={(props) => <Link to="/actions/new" {...props} />}
          >
            New action
          </Button>
        )}
      </PageHeader>
      <PageBody>
        <MisreadNote understood={UNDERSTOOD} />
        <Group gap="sm">
          <SearchField
            label="Search actions"
            value={filters.text}
            onSearch={(text) => setFilters({ text })}
          />
          <NativeSelect
            size="xs"
            w={160}
            aria-label="Kind"
            data={[
              { value: "", label: "Any kind" },
              ...Object.entries(ACTION_KINDS).map(([value, label]) => ({ value, label })),
            ]}
            value={filters.kind}
            onChange={({ currentTarget }) => setFilters({ kind: currentTarget.value }, { push: true })}
          />
        </Group>
        {error !== null && data === undefined ? (
          <ErrorState error={error} retry={refetch} />
        ) : data === undefined ? (
          <Loading />
        ) : groups.length === 0 ? (
          <EmptyState title="No action matches" />
        ) : (
          groups.map(({ kind, actions }) => (
            <section key={kind} className={classes["group"]} aria-labelledby={`kind-${kind}`}>
              <h2 id={`kind-${kind}`} className={classes["kind"]}>
                {ACTION_KINDS[kind]} <span className={classes["count"]}>{actions.length}</span>
              </h2>
              <ul className={classes["rows"]}>
                {actions.map((action) => (
                  <ActionRow
                    key={action.key}
                    action={action}
                    usedBy={usedBy(action.key)}
                    onDelete={mayWrite && isOwnAction(action.key) ? () => setDeleting(action) : undefined}
                  />
                ))}
              </ul>
            </section>
          ))
        )}
        <RunnerList />
      </PageBody>
      {isShowingModules && data !== undefined && (
        <Suspense fallback={null}>
          <ModuleWindow
            logos={new Map(data.modules.map(({ name, logo }) => [name, logo]))}
            onClose={() => setIsShowingModules(false)}
          />
        </Suspense>
      )}
      {deleting !== null && (
        <Suspense fallback={null}>
          <DeleteAction
            action={deleting.key}
            title={deleting.name}
            version={deleting.version}
            onClose={() => setDeleting(null)}
          />
        </Suspense>
      )}
    </>
  );
}
