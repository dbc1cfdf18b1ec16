import { Button, Group, Modal, Text, Textarea } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { notifications } from "@mantine/notifications";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { IconPlayerPause, IconPlayerPlay } from "@tabler/icons-react";
import { useMemo } from "react";
import { readApiError } from "../api/api-error.ts";
import { trpc } from "../api/trpc.ts";
import { useKept } from "../own/use-kept.ts";
import { BusyButton } from "../shell/busy-button.tsx";
import { useSpotlightActions } from "../shell/spotlight-actions.ts";

interface HoldRunProps {
  readonly id: string;
  readonly playbook: string;
}

/** Lets what runs end, and nothing new start. */
export function PauseRun({ id, playbook }: HoldRunProps) {
  const [opened, dialog] = useDisclosure(false);
  const [reason, setReason, forget] = useKept(`pause.${id}`, "");
  const cache = useQueryClient();
  const pause = useMutation(
    trpc.runs.pause.mutationOptions({
      onSuccess: async () => {
        forget();
        dialog.close();
        await cache.invalidateQueries(trpc.runs.pathFilter());
      },
    }),
  );
  const { open } = dialog;
  useSpotlightActions(useMemo(() => [{ label: "Pause run", icon: IconPlayerPause, run: open }], [open]));
  return (
    <>
      <Button size="xs" variant="default" onClick={open}>
        Pause
      </Button>
      <Modal
        opened={opened}
        onClose={dialog.close}
        title={`Pause this run of ${playbook}`}
        transitionProps={{ duration: 100 }}
      >
        <form
          onSubmit={(event) => {
            event.preventDefault();
            pause.mutate({ id, reason });
          }}
        >
          <Text mb={12}>
            What runs goes on to its end, and nothing new starts until somebody resumes it. Approvals can be
            decided meanwhile, and they expire; a wait that is over meanwhile ends when it is resumed.
          </Text>
          <Textarea
            label="Why?"
            description="Others see it at the run, and it goes into the audit log."
            autosize
            minRows={2}
            maxLength={1_000}
            data-autofocus
            value={reason}
            onChange={(event) => setReason(event.currentTarget.value)}
          />
          {pause.error !== null && (
            <Text c="var(--riposte-bad)" mt={8} role="alert">
              {readApiError(pause.error).message}
            </Text>
          )}
          <Group justify="flex-end" gap="sm" mt={16}>
            <Button size="xs" variant="default" onClick={dialog.close}>
              {pause.isIdle ? "Let it go on" : "Close"}
            </Button>
            <BusyButton size="xs" type="submit" isBusy={pause.isPending}>
              Pause the run
            </BusyButton>
          </Group>
        </form>
      </Modal>
    </>
  );
}

/** Harms nobody who did not want it: no question asked. */
export function ResumeRun({ id }: Pick<HoldRunProps, "id">) {
  const cache = useQueryClient();
  const resume = useMutation(
    trpc.runs.resume.mutationOptions({
      onSuccess: () => cache.invalidateQueries(trpc.runs.pathFilter()),
      onError: (error) => {
        notifications.show({
          color: "red",
          title: "It was not resumed",
          message: readApiError(error).message,
        });
      },
    }),
  );
  const { mutate } = resume;
  useSpotlightActions(
    useMemo(() => [{ label: "Resume run", icon: IconPlayerPlay, run: () => mutate({ id }) }], [mutate, id]),
  );
  return (
    <BusyButton size="xs" isBusy={resume.isPending} onClick={() => mutate({ id })}>
      Resume
    </BusyButton>
  );
}
