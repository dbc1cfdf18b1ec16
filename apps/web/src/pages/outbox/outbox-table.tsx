import { Anchor, Table } from "@mantine/core";
import type { inferOutput } from "@trpc/tanstack-react-query";
import type { trpc } from "../../api/trpc.ts";
import { FoldingTable } from "../../shell/folding-table.tsx";
import { RelativeTime } from "../../shell/relative-time.tsx";
import { readMail } from "./mail-message.ts";
import { MailState } from "./mail-state.tsx";
import classes from "./outbox-page.module.css";

export type OutboxItem = inferOutput<typeof trpc.outbox.list>["items"][number];

interface OutboxTableProps {
  readonly items: readonly OutboxItem[];
  readonly onOpen: (id: string) => void;
}

const COLUMNS = [
  { title: "State", width: 100 },
  { title: "Subject" },
  { title: "To", width: 240 },
  { title: "Written", width: 108 },
];

export function OutboxTable({ items, onOpen }: OutboxTableProps) {
  return (
    <FoldingTable label="Messages" columns={COLUMNS}>
      {items.map((item) => (
        <OutboxRow key={item.id} item={item} onOpen={() => onOpen(item.id)} />
      ))}
    </FoldingTable>
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
      <Table.Td data-beside data-label="to">
        {[...to, ...cc].join(", ")}
      </Table.Td>
      <Table.Td data-beside c="dimmed">
        <RelativeTime at={item.createdAt} />
      </Table.Td>
    </Table.Tr>
  );
}
