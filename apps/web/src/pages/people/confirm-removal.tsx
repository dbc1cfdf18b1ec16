import { Alert, Button, Group, List, Modal, Stack } from "@mantine/core";
import { readApiError } from "../../api/api-error.ts";
import { useFocusBack } from "../../shell/focus-back.ts";

interface ConfirmRemovalProps {
  readonly title: string;
  /** What goes and what stays, a line each. */
  readonly consequences: readonly string[];
  /** On the button: what goes. */
  readonly action: string;
  readonly removal: {
    readonly error: unknown;
    readonly isPending: boolean;
  };
  readonly onConfirm: () => void;
  readonly onClose: () => void;
}

export function ConfirmRemoval(props: ConfirmRemovalProps) {
  useFocusBack();
  const { title, consequences, action, removal, onConfirm, onClose } = props;
  return (
    <Modal opened onClose={onClose} title={title} transitionProps={{ duration: 100 }}>
      <Stack gap="md">
        <List spacing="xs">
          {consequences.map((line) => (
            <List.Item key={line}>{line}</List.Item>
          ))}
        </List>
        {removal.error !== null && (
          <Alert color="red" role="alert">
            {readApiError(removal.error).message}
          </Alert>
        )}
        <Group justify="flex-end" gap="sm">
          <Button variant="default" onClick={onClose} data-autofocus>
            Cancel
          </Button>
          <Button color="red" loading={removal.isPending} onClick={onConfirm}>
            {action}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}
