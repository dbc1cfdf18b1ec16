import { Button, Group, Select } from "@mantine/core";
import { IconCode } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { lazy, Suspense } from "react";
import { SearchField } from "../../address/search-field.tsx";
import { useFilters } from "../../address/use-filters.ts";
import { trpc } from "../../api/trpc.ts";
import { openNewScript, useScriptWindow } from "../../panel/script/script-window-state.ts";
import { EmptyState } from "../../shell/empty-state.tsx";
import { ErrorState } from "../../shell/error-state.tsx";
import { Loading } from "../../shell/loading.tsx";
import { useMay } from "../../shell/me.ts";
import { PageBody } from "../../shell/page-body.tsx";
import { PageHeader } from "../../shell/page-header.tsx";
import { ActionItem } from "./action-item.tsx";
import { ACTION_KINDS, groupActions } from "./action-kinds.ts";
import classes from "./actions-page.module.css";

/** Most who look at the list write no script now: the list does not wait for it. */
const ScriptWindow = lazy(async () => ({
  default: (await import("../../panel/script/script-window.tsx")).ScriptWindow,
}));

/** All that a step can call: what is built in, and the scripts of this workspace. */
export function ActionsPage() {
  const [filters, setFilters] = useFilters(["text", "kind"]);
  const { data, error, refetch } = useQuery(trpc.catalogue.get.queryOptions());
  const mayScript = useMay("actions.write");
  const isScriptOpen = useScriptWindow(({ open }) => open !== null);
  const { data: uses } = useQuery(trpc.actions.uses.queryOptions());
  const groups = data === undefined ? [] : groupActions(data.actions, filters);
  return (
    <>
      <PageHeader title="Actions" {...(data === undefined ? {} : { about: data.actions.length })}>
        {mayScript && (
          <Button size="xs" leftSection={<IconCode size={14} aria-hidden />} onClick={openNewScript}>
            New script
          </Button>
        )}
      </PageHeader>
      <PageBody>
        <Group gap="sm">
          <SearchField
            label="Search actions"
            value={filters.text}
            onSearch={(text) => setFilters({ text })}
          />
          <Select
            size="xs"
            w={160}
            aria-label="Kind"
            placeholder="Any kind"
            data={Object.entries(ACTION_KINDS).map(([value, label]) => ({ value, label }))}
            value={filters.kind === "" ? null : filters.kind}
            onChange={(kind) => setFilters({ kind: kind ?? "" }, { push: true })}
            clearable
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
              {actions.map((action) => (
                <ActionItem
                  key={action.key}
                  action={action}
                  usedBy={uses?.find(({ key }) => key === action.key)?.usedBy ?? []}
                />
              ))}
            </section>
          ))
        )}
      </PageBody>
      {isScriptOpen && (
        <Suspense fallback={null}>
          <ScriptWindow />
        </Suspense>
      )}
    </>
  );
}
