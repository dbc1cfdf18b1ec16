import { Alert, Text } from "@mantine/core";
import { RemovalDialog } from "../../shell/removal-dialog.tsx";
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
    <RemovalDialog
      title={`Remove ${name}`}
      failed={`${name} was not removed`}
      doing={
        running.length === 0
          ? `Remove ${name}`
          : `Remove ${name}, although ${running.length === 1 ? "a playbook uses" : `${running.length} playbooks use`} it`
      }
      removal={remove}
      onRemove={() => remove.mutate({ name, force: running.length > 0 })}
      onClose={onClose}
    >
      <Text>Its settings go and its secrets are forgotten at once. This cannot be taken back.</Text>
      {usedBy.length > 0 && (
        <Alert
          color={running.length > 0 ? "red" : "yellow"}
          title={running.length > 0 ? "Steps of what is published would fail" : "Drafts use it"}
        >
          <UsedBy playbooks={usedBy} />
        </Alert>
      )}
    </RemovalDialog>
  );
}
