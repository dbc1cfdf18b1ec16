import { Anchor, Button, Table, Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useFilters } from "../../address/use-filters.ts";
import { trpc } from "../../api/trpc.ts";
import { useDraft } from "../../canvas/draft-store.ts";
import { ErrorState } from "../../shell/error-state.tsx";
import { Loading } from "../../shell/loading.tsx";
import { RelativeTime } from "../../shell/relative-time.tsx";
import { SimulatedBadge } from "../../run/simulated-badge.tsx";
import { stateOfRun } from "../../run/state-of-run.ts";
import { StateBadge } from "../../shell/state-badge.tsx";
import classes from "./editor-pages.module.css";

const NEWEST = 30;
const LOOK_AGAIN_MS = 5_000;

/** What ran last, drafts that were tried among it. */
export function EditorRuns() {
  const playbook = useDraft(({ playbook }) => playbook.id);
  const [{ run: shown }, setFilters] = useFilters(["run", "at"]);
  const { data, error, refetch } = useQuery(
    trpc.runs.list.queryOptions({ playbook, limit: NEWEST }, { refetchInterval: LOOK_AGAIN_MS }),
  );
  if (error !== null && data === undefined) return <ErrorState error={error} retry={refetch} />;
  if (data === undefined) return <Loading rows={4} />;
  if (data.runs.length === 0)
    return (
      <p className={classes["empty"]}>It has not run yet. Test it, or publish it and let its trigger fire.</p>
    );
  return (
    <Table className={classes["table"]} verticalSpacing={4}>
      <Table.Thead>
        <Table.Tr>
          <Table.Th>State</Table.Th>
          <Table.Th>Of</Table.Th>
          <Table.Th>Accepted</Table.Th>
          <Table.Th>Run</Table.Th>
          <Table.Th>On the canvas</Table.Th>
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {data.runs.map((run) => (
          <Table.Tr key={run.id}>
            <Table.Td>
              <StateBadge state={stateOfRun({ state: run.state, steps: run.happening })} />
            </Table.Td>
            <Table.Td>
              {run.isTest ? "Draft" : `v${run.version}`} {run.simulate && <SimulatedBadge />}
            </Table.Td>
            <Table.Td>
              <RelativeTime at={run.createdAt} />
            </Table.Td>
            <Table.Td>
              <Anchor
                underline="always"
                renderRoot={(props) => <Link to="/runs/$run" params={{ run: run.id }} {...props} />}
              >
                {run.id}
              </Anchor>{" "}
              <Text span c="dimmed">
                {run.eventLine}
              </Text>
            </Table.Td>
            <Table.Td>
              <Button
                size="compact-xs"
                variant="default"
                aria-pressed={run.id === shown}
                aria-label={`Show ${run.id} on the canvas`}
                onClick={() => setFilters({ run: run.id === shown ? "" : run.id, at: "" })}
              >
                {run.id === shown ? "Shown" : "Show"}
              </Button>
            </Table.Td>
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  );
}
