import { Button, Group, Modal, Stack } from "@mantine/core";
import type { ReactNode } from "react";
import { ShownOnce } from "./shown-once.tsx";

interface OnceDialogProps {
  readonly title: string;
  /** The secret, as soon as it is made. */
  readonly made: { readonly label: string; readonly value: string; readonly about: string } | null;
  readonly onClose: () => void;
  /** Until then: what is asked before it is made. */
  readonly children: ReactNode;
}

/** Makes a secret and shows it, once. */
export function OnceDialog({ title, made, onClose, children }: OnceDialogProps) {
  return (
    <Modal
      opened
      onClose={onClose}
      title={title}
      // What is shown once is not lost by a click beside it.
      closeOnClickOutside={made === null}
      transitionProps={{ duration: 100 }}
    >
      {made === null ? (
        children
      ) : (
        <Stack gap="md">
          <ShownOnce label={made.label} value={made.value}>
            {made.about}
          </ShownOnce>
          <Group justify="flex-end">
            <Button onClick={onClose}>Done</Button>
          </Group>
        </Stack>
      )}
    </Modal>
  );
}
