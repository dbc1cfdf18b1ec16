import { Button, Group, Modal, Text, Textarea } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { IconPlayerStop } from "@tabler/icons-react";
import { useMemo } from "react";
import { readApiError } from "../api/api-error.ts";
import { trpc } from "../api/trpc.ts";
import { useKept } from "../own/use-kept.ts";
import { BusyButton } from "../shell/busy-button.tsx";
import { useSpotlightActions } from "../shell/spotlight-actions.ts";

interface CancelRunProps {
  readonly id: string;
  readonly playbook: string;
  /** Steps of which nobody knows what became, by their labels. */
  readonly unknown: readonly string[];
}

/** Stops a run for a reason; what has happened stays as it is, and the dialog says so. */
export function CancelRun({ id, playbook, unknown }: CancelRunProps) {
  const [opened, dialog] = useDisclosure(false);
  const [reason, setReason, forget] = useKept(`cancel.${id}`, "");
  const cache = useQueryClient();
  const cancel = useMutation(
    trpc.runs.cancel.mutationOptions({
      onSuccess: async () => {
        forget();
        dialog.close();
        await cache.invalidateQueries(trpc.runs.pathFilter());
      },
    }),
  );
  const { open } = dialog;
  useSpotlightActions(useMemo(() => [{ label: "Cancel run", icon: IconPlayerStop, run: open }], [open]));
  return (
    <>
      <Button size="xs" variant="default" onClick={open}>
        Cancel run
      </Button>
      <Modal
        opened={opened}
        onClose={dialog.close}
        title={`Cancel this run of ${playbook}`}
        transitionProps={{ duration: 100 }}
      >
        <form
          onSubmit={(event) => {
            event.preventDefault();
            cancel.mutate({ id, reason });
          }}
        >
          <Text mb={12}>
            Nothing new starts, and what is under way is asked to stop. What has been done stays done. Open
            questions to people are withdrawn.
          </Text>
          {unknown.length > 0 && (
            <Text mb={12} c="var(--riposte-warn)" role="alert">
              Nobody knows what became of {unknown.join(", ")}: it may have happened, and cancelling does not
              undo it. It stays among the approvals until somebody says what they found.
            </Text>
          )}
          <Textarea
            label="Why?"
            description="Goes into the run's story and the audit log."
            autosize
            minRows={2}
            maxLength={1_000}
            data-autofocus
            value={reason}
            onChange={(event) => setReason(event.currentTarget.value)}
          />
          {cancel.error !== null && (
            <Text c="var(--riposte-bad)" mt={8} role="alert">
              {readApiError(cancel.error).message}
            </Text>
          )}
          <Group justify="flex-end" gap="sm" mt={16}>
            <Button size="xs" variant="default" onClick={dialog.close}>
              {cancel.isIdle ? "Let it go on" : "Close"}
            </Button>
            <BusyButton size="xs" color="red" type="submit" isBusy={cancel.isPending}>
              Cancel the run
            </BusyButton>
          </Group>
        </form>
      </Modal>
    </>
  );
}
