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
  { title: "Urgency", width: 116 },
  { title: "Alert" },
  { title: "Status", width: 132 },
  { title: "Source and target", width: 196 },
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
          {comments > 0 && ` · ${comments} comment${comments === 1 ? "" : "s"}`}
        </Text>
      </Table.Td>
      <Table.Td data-beside>
        <AlertStatus name={alert.status.name} />
      </Table.Td>
      <Table.Td>
        <div>{alert.source}</div>
        <div>{alert.target}</div>
      </Table.Td>
      <Table.Td data-beside c="dimmed">
        <RelativeTime at={alert.created_at * 1_000} />
      </Table.Td>
    </Table.Tr>
  );
}
