import { ActionIcon, Anchor, Group, Table, Tooltip } from "@mantine/core";
import { IconTrash } from "@tabler/icons-react";
import { useMay } from "../../shell/me.ts";
import { RelativeTime } from "../../shell/relative-time.tsx";
import classes from "./connectors-page.module.css";
import { TestButton, TestResult, useConnectorTest } from "./test-connector.tsx";
import { UsedBy } from "./used-by.tsx";
import type { UsingPlaybook } from "./used-by.tsx";

interface ConnectorRowProps {
  readonly connector: {
    readonly name: string;
    readonly type: string;
    readonly updatedAt: string;
    /** Whether it can be tried without sending anything. */
    readonly testable: boolean;
    readonly usedBy: readonly UsingPlaybook[];
  };
  readonly typeName: string;
  readonly onEdit: () => void;
  readonly onRemove: () => void;
}

export function ConnectorRow({ connector, typeName, onEdit, onRemove }: ConnectorRowProps) {
  const { name, updatedAt, usedBy, testable } = connector;
  const mayWrite = useMay("connectors.write");
  const test = useConnectorTest();
  return (
    <Table.Tr>
      <Table.Td>
        {mayWrite ? (
          <Anchor component="button" type="button" fw={600} c="var(--mantine-color-text)" onClick={onEdit}>
            {name}
          </Anchor>
        ) : (
          <strong>{name}</strong>
        )}
        <TestResult test={test} />
      </Table.Td>
      <Table.Td data-beside>{typeName}</Table.Td>
      <Table.Td>
        <UsedBy playbooks={usedBy} />
      </Table.Td>
      <Table.Td data-beside className={classes["quiet"]}>
        <RelativeTime at={updatedAt} />
      </Table.Td>
      <Table.Td>
        {mayWrite && (
          <Group gap="xs" justify="flex-end" wrap="nowrap">
            {testable && <TestButton name={name} test={test} />}
            <Tooltip label={`Remove ${name}`}>
              <ActionIcon variant="subtle" color="gray" aria-label={`Remove ${name}`} onClick={onRemove}>
                <IconTrash size={16} stroke={1.5} aria-hidden />
              </ActionIcon>
            </Tooltip>
          </Group>
        )}
      </Table.Td>
    </Table.Tr>
  );
}
