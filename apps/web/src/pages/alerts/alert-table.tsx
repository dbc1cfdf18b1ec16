import { Anchor, Table, Text } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import type { inferOutput } from "@trpc/tanstack-react-query";
import type { trpc } from "../../api/trpc.ts";
import { RelativeTime } from "../../shell/relative-time.tsx";
import { AlertStatus } from "./alert-status.tsx";
import { Urgency } from "./urgency.tsx";

export type AlertItem = inferOutput<typeof trpc.alerts.list>["items"][number];

export function AlertTable({ alerts }: { alerts: readonly AlertItem[] }) {
  return (
    <Table.ScrollContainer minWidth={900} type="native">
      <Table highlightOnHover verticalSpacing={6} horizontalSpacing="sm" aria-label="Alerts">
        <Table.Thead>
          <Table.Tr>
            <Table.Th>Urgency</Table.Th>
            <Table.Th>Alert</Table.Th>
            <Table.Th>Status</Table.Th>
            <Table.Th>Source</Table.Th>
            <Table.Th>Target</Table.Th>
            <Table.Th>Comments</Table.Th>
            <Table.Th>Created</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {alerts.map((alert) => (
            <AlertRow key={alert.uuid} alert={alert} />
          ))}
        </Table.Tbody>
      </Table>
    </Table.ScrollContainer>
  );
}

function AlertRow({ alert }: { alert: AlertItem }) {
  return (
    <Table.Tr>
      <Table.Td>
        <Urgency urgency={alert.urgency} />
      </Table.Td>
      <Table.Td miw={280}>
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
      <Table.Td>
        <AlertStatus name={alert.status.name} />
      </Table.Td>
      <Table.Td>{alert.source}</Table.Td>
      <Table.Td>{alert.target}</Table.Td>
      <Table.Td>{alert.number_of_total_comments === 0 ? null : alert.number_of_total_comments}</Table.Td>
      <Table.Td c="dimmed">
        <RelativeTime at={alert.created_at * 1_000} />
      </Table.Td>
    </Table.Tr>
  );
}
