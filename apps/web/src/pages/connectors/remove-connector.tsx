import { Alert, Button, Group, Modal, Stack, Text } from "@mantine/core";
import { readApiError } from "../../api/api-error.ts";
import { UsedBy } from "./used-by.tsx";
import type { UsingPlaybook } from "./used-by.tsx";
import { useRemoveConnector } from "./use-connectors.ts";

interface RemoveConnectorProps {
  readonly connector: { readonly name: string; readonly usedBy: readonly UsingPlaybook[] };
  readonly onClose: () => void;
}

export function RemoveConnector({ connector: { name, usedBy }, onClose }: RemoveConnectorProps) {
  const remove = useRemoveConnector(onClose);
  const running = usedBy.filter(({ version }) => version !== null);
  return (
    <Modal opened onClose={onClose} title={`Remove ${name}`} transitionProps={{ duration: 100 }}>
      <Stack gap="md">
        <Text>Its settings go and its secrets are forgotten at once. This cannot be taken back.</Text>
        {usedBy.length > 0 && (
          <Alert
            color={running.length > 0 ? "red" : "yellow"}
            title={running.length > 0 ? "Steps of what is published would fail" : "Drafts use it"}
          >
            <UsedBy playbooks={usedBy} />
          </Alert>
        )}
        {remove.error !== null && (
          <Alert color="red" title={`${name} was not removed`}>
            {readApiError(remove.error).message}
          </Alert>
        )}
        <Group justify="flex-end" gap="sm">
          <Button variant="default" onClick={onClose} data-autofocus>
            Keep it
          </Button>
          <Button
            color="red"
            loading={remove.isPending}
            onClick={() => remove.mutate({ name, force: running.length > 0 })}
          >
            {running.length === 0
              ? `Remove ${name}`
              : `Remove ${name}, although ${running.length === 1 ? "a playbook uses" : `${running.length} playbooks use`} it`}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}
