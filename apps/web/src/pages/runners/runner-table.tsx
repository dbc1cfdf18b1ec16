import { Button, Table, Text } from "@mantine/core";
import { IconServer } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import type { inferOutput } from "@trpc/tanstack-react-query";
import { trpc } from "../../api/trpc.ts";
import { EmptyState } from "../../shell/empty-state.tsx";
import { ErrorState } from "../../shell/error-state.tsx";
import { FoldingTable } from "../../shell/folding-table.tsx";
import { Loading } from "../../shell/loading.tsx";
import { RelativeTime } from "../../shell/relative-time.tsx";
import { runnerState } from "./runner-state.ts";
import { useDrain } from "./use-runner-changes.ts";

type Runner = inferOutput<typeof trpc.runners.list>[number];

const EVERY_MS = 10_000;

const COLUMNS = [
  { title: "Runner" },
  { title: "Group", width: 110 },
  { title: "State", width: 120 },
  { title: "Scripts", width: 84 },
  { title: "Python" },
  { title: "Riposte", width: 80 },
  { title: "Last contact", width: 120 },
  { title: "Drain", width: 160, hidden: true },
] as const;

export function RunnerTable() {
  const { data, error, refetch } = useQuery(
    trpc.runners.list.queryOptions(undefined, { refetchInterval: EVERY_MS }),
  );
  const drain = useDrain();
  if (data === undefined) return error === null ? <Loading /> : <ErrorState error={error} retry={refetch} />;
  if (data.length === 0) {
    return (
      <EmptyState icon={IconServer} title="No runner is there">
        Steps with scripts wait until one is; riposte status tells what became of it.
      </EmptyState>
    );
  }
  return (
    <FoldingTable label="Runners" columns={COLUMNS}>
      {data.map((runner) => (
        <RunnerRow key={runner.id} runner={runner} onDrain={drain} />
      ))}
    </FoldingTable>
  );
}

interface RunnerRowProps {
  readonly runner: Runner;
  readonly onDrain: (runner: Pick<Runner, "id" | "name" | "isDraining">) => void;
}

function RunnerRow({ runner, onDrain }: RunnerRowProps) {
  const { name, group, interpreters, release, seenAt, slots, running, isAlive, isDraining, isOwn } = runner;
  const verb = isDraining ? "Take scripts again" : "Drain";
  return (
    <Table.Tr>
      <Table.Td>
        <Text size="sm" fw={600}>
          {name}
        </Text>
      </Table.Td>
      <Table.Td data-beside data-label="group">
        {group}
      </Table.Td>
      <Table.Td data-beside>{runnerState(runner)}</Table.Td>
      <Table.Td data-beside data-label="scripts">
        {slots === null ? "—" : `${running} of ${slots}`}
      </Table.Td>
      <Table.Td data-label="Python">{interpreters.map(({ version }) => version).join(", ")}</Table.Td>
      <Table.Td data-beside data-label="Riposte">
        {release}
      </Table.Td>
      <Table.Td data-beside data-label="last contact">
        <RelativeTime at={seenAt} />
      </Table.Td>
      <Table.Td>
        {!isOwn && isAlive && (
          <Button
            size="compact-xs"
            variant="default"
            onClick={() => onDrain(runner)}
            aria-label={`${verb}: ${name}`}
          >
            {verb}
          </Button>
        )}
      </Table.Td>
    </Table.Tr>
  );
}
