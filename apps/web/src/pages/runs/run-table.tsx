import { Table } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import type { RunSummary } from "../../run/run-data.ts";
import { SimulatedBadge } from "../../run/simulated-badge.tsx";
import { RelativeTime } from "../../shell/relative-time.tsx";
import { StateBadge } from "../../shell/state-badge.tsx";
import { durationWords } from "../../shell/time-words.ts";
import classes from "./run-table.module.css";

export function RunTable({ runs }: { readonly runs: readonly RunSummary[] }) {
  return (
    <Table.ScrollContainer minWidth={640}>
      <Table highlightOnHover verticalSpacing={6}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>State</Table.Th>
            <Table.Th>Playbook</Table.Th>
            <Table.Th>What happened</Table.Th>
            <Table.Th>Accepted</Table.Th>
            <Table.Th>Took</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {runs.map((run) => (
            <Row key={run.id} run={run} />
          ))}
        </Table.Tbody>
      </Table>
    </Table.ScrollContainer>
  );
}

function Row({ run }: { readonly run: RunSummary }) {
  const { id, playbook, version, state, failure, createdAt, simulate, eventLine, unknownOutcomes } = run;
  return (
    <Table.Tr className={classes["row"]}>
      <Table.Td className={classes["short"]}>
        <StateBadge state={state} />
        {unknownOutcomes > 0 && (
          <div>
            <StateBadge state="unknown" />
          </div>
        )}
      </Table.Td>
      <Table.Td>
        <Link to="/runs/$run" params={{ run: id }} className={classes["link"]}>
          {playbook.name}
        </Link>
        <span className={classes["version"]}>
          {version > 0 ? ` version ${version}` : " test of the draft"}
        </span>
        {simulate && (
          <>
            {" "}
            <SimulatedBadge />
          </>
        )}
        {eventLine !== "" && <div className={classes["event"]}>{eventLine}</div>}
      </Table.Td>
      <Table.Td className={classes["what"]}>{failure?.message ?? ""}</Table.Td>
      <Table.Td className={classes["short"]}>
        <RelativeTime at={createdAt} />
      </Table.Td>
      <Table.Td className={classes["short"]}>{took(run)}</Table.Td>
    </Table.Tr>
  );
}

function took({ startedAt, finishedAt }: RunSummary): string {
  if (startedAt === null || finishedAt === null) return "";
  return durationWords(Math.max(0, Date.parse(finishedAt) - Date.parse(startedAt)));
}
