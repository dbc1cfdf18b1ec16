import { Anchor, Table, Text } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import type { inferOutput } from "@trpc/tanstack-react-query";
import type { trpc } from "../../api/trpc.ts";
import { RelativeTime } from "../../shell/relative-time.tsx";
import classes from "./audit-table.module.css";
import { detailWords, targetPlace, targetWords } from "./audit-words.ts";
import { actorWords } from "../../run/actor-words.ts";

type AuditItem = inferOutput<typeof trpc.audit.list>[number];

export function AuditTable({ entries }: { entries: readonly AuditItem[] }) {
  return (
    <Table.ScrollContainer minWidth={860} type="native">
      <Table highlightOnHover verticalSpacing={6} horizontalSpacing="sm" aria-label="Audit log">
        <Table.Thead>
          <Table.Tr>
            <Table.Th>When</Table.Th>
            <Table.Th>Who</Table.Th>
            <Table.Th>What</Table.Th>
            <Table.Th>To what</Table.Th>
            <Table.Th>Details</Table.Th>
            <Table.Th>Address</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {entries.map((entry) => (
            <AuditRow key={entry.seq} entry={entry} />
          ))}
        </Table.Tbody>
      </Table>
    </Table.ScrollContainer>
  );
}

function AuditRow({ entry }: { entry: AuditItem }) {
  const details = detailWords(entry.details, entry.playbook);
  return (
    <Table.Tr>
      <Table.Td c="dimmed">
        <RelativeTime at={entry.at} />
      </Table.Td>
      <Table.Td className={classes["one"]}>{actorWords(entry.actor)}</Table.Td>
      <Table.Td>
        <code>{entry.action}</code>
      </Table.Td>
      <Table.Td>
        <Target entry={entry} />
      </Table.Td>
      <Table.Td maw={420}>
        <Text lineClamp={2} title={details}>
          {details}
        </Text>
      </Table.Td>
      <Table.Td c="dimmed" className={classes["one"]}>
        {entry.clientAddress}
      </Table.Td>
    </Table.Tr>
  );
}

function Target({ entry: { target, details, playbook } }: { entry: AuditItem }) {
  const words = targetWords(target, details, playbook);
  const place = targetPlace(target);
  if (place === null) return <span title={target}>{words}</span>;
  return (
    <Anchor title={target} renderRoot={(props) => <Link to={place as never} {...props} />}>
      {words}
    </Anchor>
  );
}
