import { Anchor, Table, Text } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import type { inferOutput } from "@trpc/tanstack-react-query";
import type { trpc } from "../../api/trpc.ts";
import { FoldingTable } from "../../shell/folding-table.tsx";
import { RelativeTime } from "../../shell/relative-time.tsx";
import { AlertStatus } from "./alert-status.tsx";
import { Urgency } from "./urgency.tsx";

export type AlertItem = inferOutput<typeof trpc.alerts.list>["items"][number];

const COLUMNS = [
  { title: "Urgency", width: 92 },
  { title: "Alert" },
  { title: "Status", width: 132 },
  { title: "Source", width: 112 },
  { title: "Target", width: 140 },
  { title: "Comments", width: 100 },
  { title: "Created", width: 108 },
];

export function AlertTable({ alerts }: { alerts: readonly AlertItem[] }) {
  return (
    <FoldingTable label="Alerts" columns={COLUMNS}>
      {alerts.map((alert) => (
        <AlertRow key={alert.uuid} alert={alert} />
      ))}
    </FoldingTable>
  );
}

function AlertRow({ alert }: { alert: AlertItem }) {
  const comments = alert.number_of_total_comments;
  return (
    <Table.Tr>
      <Table.Td data-beside>
        <Urgency urgency={alert.urgency} />
      </Table.Td>
      <Table.Td>
        <Anchor
          fw={600}
          c="var(--mantine-color-text)"
          renderRoot={(props) => <Link to="/alerts/$alert" params={{ alert: alert.short_id }} {...props} />}
        >
          {alert.title}
        </Anchor>
        <Text c="dimmed">
          {alert.short_id} · {alert.rule.name}
        </Text>
      </Table.Td>
      <Table.Td data-beside>
        <AlertStatus name={alert.status.name} />
      </Table.Td>
      <Table.Td data-beside>{alert.source}</Table.Td>
      <Table.Td data-beside>{alert.target}</Table.Td>
      <Table.Td data-beside {...(comments === 0 ? {} : { "data-label": "comments" })}>
        {comments === 0 ? null : comments}
      </Table.Td>
      <Table.Td data-beside c="dimmed">
        <RelativeTime at={alert.created_at * 1_000} />
      </Table.Td>
    </Table.Tr>
  );
}
