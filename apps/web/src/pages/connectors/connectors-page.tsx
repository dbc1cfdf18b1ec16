import { Button } from "@mantine/core";
import { IconPlug, IconPlus } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { lazy, Suspense, useMemo, useState } from "react";
import { useFilters } from "../../address/use-filters.ts";
import { trpc } from "../../api/trpc.ts";
import { FoldingTable } from "../../shell/folding-table.tsx";
import { EmptyState } from "../../shell/empty-state.tsx";
import { ErrorState } from "../../shell/error-state.tsx";
import { Loading } from "../../shell/loading.tsx";
import { useMay } from "../../shell/me.ts";
import { PageBody } from "../../shell/page-body.tsx";
import { PageHeader } from "../../shell/page-header.tsx";
import { useSpotlightActions } from "../../shell/spotlight-actions.ts";
import { ConnectorRow } from "./connector-row.tsx";
import { RemoveConnector } from "./remove-connector.tsx";
import { useConnectorTypes } from "./use-connector-types.ts";

/** The list does not wait for the form. */
const ConnectorDrawer = lazy(async () => ({
  default: (await import("./connector-drawer.tsx")).ConnectorDrawer,
}));

const COLUMNS = [
  { title: "Name" },
  { title: "Type", width: 160 },
  { title: "Used by" },
  { title: "Changed", width: 116 },
  { title: "Test and remove", width: 148, hidden: true },
] as const;

/** `?connector=name` opens one, `?new=yes` begins one. */
export function ConnectorsPage() {
  const [{ connector, new: creating }, setFilters] = useFilters(["connector", "new"]);
  const { data, error, refetch } = useQuery(trpc.connectors.list.queryOptions());
  const types = useConnectorTypes();
  const mayWrite = useMay("connectors.write");
  const [removing, setRemoving] = useState<string | null>(null);
  const begin = () => setFilters({ new: "yes" }, { push: true });
  useSpotlightActions(
    useMemo(
      () =>
        mayWrite
          ? [
              {
                label: "Create a connector",
                icon: IconPlus,
                run: () => setFilters({ new: "yes" }, { push: true }),
              },
            ]
          : [],
      // oxlint-disable-next-line react/exhaustive-deps -- setFilters only navigates: an older one does the same
      [mayWrite],
    ),
  );
  const create = mayWrite && (
    <Button size="xs" leftSection={<IconPlus size={16} aria-hidden />} onClick={begin}>
      New connector
    </Button>
  );
  const toRemove = data?.find(({ name }) => name === removing);
  return (
    <>
      <PageHeader title="Connectors" {...(data === undefined ? {} : { about: data.length })}>
        {create}
      </PageHeader>
      <PageBody>
        {error !== null && data === undefined ? (
          <ErrorState error={error} retry={refetch} />
        ) : data === undefined ? (
          <Loading />
        ) : data.length === 0 ? (
          <EmptyState
            icon={IconPlug}
            title="Nothing is connected yet"
            {...(create === false ? {} : { action: create })}
          >
            A connector holds the settings and secrets of an outside system, so that steps name it and never
            carry its secrets.
          </EmptyState>
        ) : (
          <FoldingTable label="Connectors" columns={COLUMNS}>
            {data.map((each) => (
              <ConnectorRow
                key={each.name}
                connector={each}
                typeName={types?.find(({ type }) => type === each.type)?.name ?? each.type}
                onEdit={() => setFilters({ connector: each.name }, { push: true })}
                onRemove={() => setRemoving(each.name)}
              />
            ))}
          </FoldingTable>
        )}
      </PageBody>
      {mayWrite && (creating !== "" || connector !== "") && data !== undefined && (
        <Suspense fallback={null}>
          <ConnectorDrawer
            key={connector}
            name={connector === "" ? null : connector}
            takenNames={data.map(({ name }) => name)}
            onClose={() => setFilters({ connector: "", new: "" })}
          />
        </Suspense>
      )}
      {toRemove !== undefined && <RemoveConnector connector={toRemove} onClose={() => setRemoving(null)} />}
    </>
  );
}
