import { Alert, Button, Group, Modal, Stack, Text } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { readApiError } from "../../api/api-error.ts";
import { queryClient, trpc } from "../../api/trpc.ts";
import { Loading } from "../../shell/loading.tsx";
import { tellDone } from "../../shell/tell.tsx";
import { UsedBy } from "../connectors/used-by.tsx";
import { useUses } from "./use-uses.ts";

interface DeleteActionProps {
  /** `script.block_host` */
  readonly action: string;
  readonly title: string;
  readonly version: number;
  readonly onDeleted?: () => void;
  readonly onClose: () => void;
}

/** Names the playbooks that call it before it goes. */
export function DeleteAction({ action, title, version, onDeleted, onClose }: DeleteActionProps) {
  const { usedByAny, isKnown } = useUses();
  const usedBy = usedByAny(action);
  const remove = useMutation(
    trpc.actions.remove.mutationOptions({
      onSuccess: async () => {
        onDeleted?.();
        onClose();
        tellDone(`${title} is deleted.`);
        await Promise.all([
          queryClient.invalidateQueries(trpc.actions.pathFilter()),
          queryClient.invalidateQueries(trpc.catalogue.pathFilter()),
        ]);
      },
    }),
  );
  const versions = version === 1 ? "its version" : `its ${version} versions`;
  return (
    <Modal opened onClose={onClose} title={`Delete ${title}`} transitionProps={{ duration: 100 }}>
      <Stack gap="md">
        <Text>
          No step can call it any more. Published playbooks that use it go on with the version they were
          published with; to publish them again, take it out of them first.
        </Text>
        {!isKnown ? (
          <Loading rows={1} />
        ) : usedBy.length === 0 ? (
          <Text>No playbook uses it.</Text>
        ) : (
          <Alert
            color="red"
            title={usedBy.length === 1 ? "A playbook uses it" : `${usedBy.length} playbooks use it`}
          >
            <UsedBy playbooks={usedBy} />
          </Alert>
        )}
        {remove.error !== null && (
          <Alert color="red" title={`${title} was not deleted`}>
            {readApiError(remove.error).message}
          </Alert>
        )}
        <Group justify="flex-end" gap="sm">
          <Button variant="default" onClick={onClose} data-autofocus>
            Keep it
          </Button>
          <Button
            color="red"
            disabled={!isKnown}
            loading={remove.isPending}
            onClick={() => remove.mutate({ name: action })}
          >
            Delete {title} and {versions}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}
