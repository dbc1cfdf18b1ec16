import { Anchor, Table } from "@mantine/core";
import type { inferOutput } from "@trpc/tanstack-react-query";
import type { trpc } from "../../api/trpc.ts";
import { RelativeTime } from "../../shell/relative-time.tsx";
import { readMail } from "./mail-message.ts";
import { MailState } from "./mail-state.tsx";
import classes from "./outbox-page.module.css";

export type OutboxItem = inferOutput<typeof trpc.outbox.list>["items"][number];

interface OutboxTableProps {
  readonly items: readonly OutboxItem[];
  readonly onOpen: (id: string) => void;
}

export function OutboxTable({ items, onOpen }: OutboxTableProps) {
  return (
    <Table.ScrollContainer minWidth={720} type="native">
      <Table highlightOnHover verticalSpacing={6} horizontalSpacing="sm" aria-label="Messages">
        <Table.Thead>
          <Table.Tr>
            <Table.Th w={100}>State</Table.Th>
            <Table.Th>Subject</Table.Th>
            <Table.Th>To</Table.Th>
            <Table.Th>Written</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {items.map((item) => (
            <OutboxRow key={item.id} item={item} onOpen={() => onOpen(item.id)} />
          ))}
        </Table.Tbody>
      </Table>
    </Table.ScrollContainer>
  );
}

function OutboxRow({ item, onOpen }: { item: OutboxItem; onOpen: () => void }) {
  const { subject, to, cc } = readMail(item.message);
  return (
    <Table.Tr>
      <Table.Td>
        <MailState state={item.state} />
      </Table.Td>
      <Table.Td>
        <Anchor
          component="button"
          type="button"
          ta="left"
          fw={600}
          c="var(--mantine-color-text)"
          onClick={onOpen}
        >
          {subject === "" ? "No subject" : subject}
        </Anchor>
        {item.error !== null && <div className={classes["error"]}>{item.error}</div>}
      </Table.Td>
      <Table.Td>{[...to, ...cc].join(", ")}</Table.Td>
      <Table.Td c="dimmed">
        <RelativeTime at={item.createdAt} />
      </Table.Td>
    </Table.Tr>
  );
}
