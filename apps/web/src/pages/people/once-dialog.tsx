import { Button, Group, Modal, Stack } from "@mantine/core";
import { useState } from "react";
import type { ReactNode } from "react";
import { useFocusBack } from "../../shell/focus-back.ts";
import { LeaveQuestion } from "../../shell/leave-question.tsx";
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
  useFocusBack();
  const [leaving, setLeaving] = useState(false);
  return (
    <Modal
      opened
      // Escape, too, would lose what is shown once.
      onClose={made === null ? onClose : () => setLeaving(true)}
      title={title}
      // What is shown once is not lost by a click beside it.
      closeOnClickOutside={made === null}
      transitionProps={{ duration: 100 }}
    >
      {made === null ? (
        children
      ) : (
        <Stack gap="md">
          {leaving && (
            <LeaveQuestion
              words={`The ${made.label.toLowerCase()} is shown only now. Once this is closed, nobody can read it again.`}
              stay="Go on showing it"
              leave="Close it"
              onStay={() => setLeaving(false)}
              onLeave={onClose}
            />
          )}
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
