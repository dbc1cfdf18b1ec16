import { Table, VisuallyHidden } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { trpc } from "../../api/trpc.ts";
import { FirstSteps } from "./first-steps.tsx";
import classes from "./playbooks-page.module.css";
import { PlaybookRow } from "./playbook-row.tsx";
import type { PlaybookItem } from "./playbook-row.tsx";

interface PlaybookTableProps {
  readonly playbooks: readonly PlaybookItem[];
  readonly onDelete: (playbook: PlaybookItem) => void;
}

export function PlaybookTable({ playbooks, onDelete }: PlaybookTableProps) {
  const { data: catalogue } = useQuery(trpc.catalogue.get.queryOptions(undefined, { staleTime: 60_000 }));
  const triggerName = (key: string | null) =>
    key === null ? "None yet" : (catalogue?.triggers.find((trigger) => trigger.key === key)?.name ?? key);
  return (
    <>
      <FirstSteps playbooks={playbooks} />
      <Table.ScrollContainer minWidth={600} type="native">
        <Table highlightOnHover verticalSpacing={6} horizontalSpacing="sm" aria-label="Playbooks">
          <Table.Thead>
            <Table.Tr>
              <Table.Th w={56}>On</Table.Th>
              <Table.Th>Name</Table.Th>
              <Table.Th>Version</Table.Th>
              <Table.Th className={classes["wide"]}>Trigger</Table.Th>
              <Table.Th>Last run</Table.Th>
              <Table.Th className={`${classes["number"]} ${classes["wide"]}`}>Runs, 24 h</Table.Th>
              <Table.Th className={classes["number"]}>Failed, 24 h</Table.Th>
              <Table.Th w={48}>
                <VisuallyHidden>More</VisuallyHidden>
              </Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {playbooks.map((playbook) => (
              <PlaybookRow
                key={playbook.id}
                playbook={playbook}
                triggerName={triggerName(playbook.trigger)}
                onDelete={() => onDelete(playbook)}
              />
            ))}
          </Table.Tbody>
        </Table>
      </Table.ScrollContainer>
    </>
  );
}
