import { Alert, Button, Group, Modal, Stack, Text } from "@mantine/core";
import type { ReactNode } from "react";
import { readApiError } from "../api/api-error.ts";
import { useFocusBack } from "./focus-back.ts";

interface RemovalDialogProps {
  readonly title: string;
  /** What becomes of what, before it does. */
  readonly children: ReactNode;
  /** "Playbook A was not deleted": over the reason, once it has failed. */
  readonly failed: string;
  /** On the button that does it. */
  readonly doing: string;
  readonly removal: { readonly error: unknown; readonly isPending: boolean };
  readonly isReady?: boolean;
  readonly onRemove: () => void;
  readonly onClose: () => void;
}

/** Asks before something goes; the careful answer has the focus, and who asked has it back. */
export function RemovalDialog(props: RemovalDialogProps) {
  const { title, children, failed, doing, removal, isReady = true, onRemove, onClose } = props;
  useFocusBack();
  return (
    <Modal opened onClose={onClose} title={title} transitionProps={{ duration: 100 }}>
      <Stack gap="md">
        {children}
        {removal.error !== null && (
          <Alert color="red" title={failed}>
            {readApiError(removal.error).message}
          </Alert>
        )}
        <Group justify="flex-end" gap="sm">
          <Button variant="default" onClick={onClose} data-autofocus>
            Keep it
          </Button>
          <Button color="red" disabled={!isReady} loading={removal.isPending} onClick={onRemove}>
            <Text truncate maw={360} inherit>
              {doing}
            </Text>
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}
