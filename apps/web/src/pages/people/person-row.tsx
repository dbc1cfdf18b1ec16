import { ActionIcon, Badge, Group, Menu, NativeSelect, Table, Text } from "@mantine/core";
import { IconDots, IconKey, IconUserMinus } from "@tabler/icons-react";
import { useMe } from "../../shell/me.ts";
import { RelativeTime } from "../../shell/relative-time.tsx";
import { ROLES } from "./roles.ts";
import type { Role } from "./roles.ts";
import { useSetRole } from "./use-people-changes.ts";

export interface Person {
  readonly id: string;
  readonly name: string;
  readonly email: string;
  readonly role: Role;
  readonly since: string;
}

interface PersonRowProps {
  readonly person: Person;
  readonly onRemove: () => void;
  readonly onNewPassword: () => void;
}

export function PersonRow({ person, onRemove, onNewPassword }: PersonRowProps) {
  const { id, name, email, role, since } = person;
  const { change, changing } = useSetRole();
  const isMe = useMe()?.id === id;
  return (
    <Table.Tr>
      <Table.Td>
        <Group gap="sm" wrap="nowrap">
          <Text size="sm" fw={600}>
            {name}
          </Text>
          {isMe && (
            <Badge size="xs" variant="default">
              You
            </Badge>
          )}
        </Group>
      </Table.Td>
      <Table.Td>{email}</Table.Td>
      <Table.Td data-beside>
        <NativeSelect
          size="xs"
          aria-label={`Role of ${name}`}
          data={[...ROLES]}
          value={role}
          disabled={changing}
          onChange={(event) => change(person, event.currentTarget.value as Role)}
        />
      </Table.Td>
      <Table.Td data-beside data-label="since">
        <RelativeTime at={since} />
      </Table.Td>
      <Table.Td data-beside>
        <Menu position="bottom-end">
          <Menu.Target>
            <ActionIcon variant="subtle" color="gray" aria-label={`More for ${name}`}>
              <IconDots size={16} aria-hidden />
            </ActionIcon>
          </Menu.Target>
          <Menu.Dropdown>
            <Menu.Item leftSection={<IconKey size={16} aria-hidden />} onClick={onNewPassword}>
              Link for a new password
            </Menu.Item>
            <Menu.Item
              color="var(--riposte-bad)"
              leftSection={<IconUserMinus size={16} aria-hidden />}
              onClick={onRemove}
            >
              Remove {name}
            </Menu.Item>
          </Menu.Dropdown>
        </Menu>
      </Table.Td>
    </Table.Tr>
  );
}
