import { Alert, Text } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { queryClient, trpc } from "../../api/trpc.ts";
import { Loading } from "../../shell/loading.tsx";
import { RemovalDialog } from "../../shell/removal-dialog.tsx";
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
    <RemovalDialog
      title={`Delete ${title}`}
      failed={`${title} was not deleted`}
      doing={`Delete ${title} and ${versions}`}
      removal={remove}
      isReady={isKnown}
      onRemove={() => remove.mutate({ name: action })}
      onClose={onClose}
    >
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
    </RemovalDialog>
  );
}
