import { Button, Group, Modal, Text } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { readApiError } from "../api/api-error.ts";
import { trpc } from "../api/trpc.ts";
import { rerunWords } from "./rerun-words.ts";
import type { RunOutline } from "./run-data.ts";

interface RerunDialogProps {
  readonly outline: RunOutline;
  readonly opened: boolean;
  readonly onClose: () => void;
}

/** Says what a rerun will do, and does it when that is wanted. */
export function RerunDialog({ outline, opened, onClose }: RerunDialogProps) {
  const { run, published } = outline;
  const navigate = useNavigate();
  const cache = useQueryClient();
  const rerun = useMutation(
    trpc.runs.rerun.mutationOptions({
      onSuccess: async ({ run: id }) => {
        onClose();
        await navigate({ to: "/runs/$run", params: { run: id } });
      },
      // It may have been published anew in the meantime: say what would run now.
      onError: () => cache.invalidateQueries(trpc.runs.outline.queryFilter({ id: run.id })),
    }),
  );
  const words = rerunWords(outline);
  return (
    <Modal
      opened={opened}
      onClose={onClose}
      title={`Run ${run.playbook.name} once more`}
      transitionProps={{ duration: 100 }}
    >
      <form
        onSubmit={(event) => {
          event.preventDefault();
          rerun.mutate({ id: run.id, ...(published === null ? {} : { version: published }) });
        }}
      >
        <Text>{words.version}</Text>
        <Text mt={8}>It gets the event of this run, as it came in.</Text>
        <Text mt={8} fw={600}>
          {words.effect}
        </Text>
        {rerun.error !== null && (
          <Text c="var(--riposte-bad)" mt={8} role="alert">
            {readApiError(rerun.error).message}
          </Text>
        )}
        <Group justify="flex-end" gap="sm" mt={16}>
          <Button size="xs" variant="default" onClick={onClose}>
            Leave it
          </Button>
          <Button size="xs" type="submit" data-autofocus loading={rerun.isPending}>
            {words.verb}
          </Button>
        </Group>
      </form>
    </Modal>
  );
}
