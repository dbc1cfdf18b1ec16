import { Alert, Text } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { queryClient, trpc } from "../../../api/trpc.ts";
import { RemovalDialog } from "../../../shell/removal-dialog.tsx";
import { tellDone } from "../../../shell/tell.tsx";
import { UsedBy } from "../../connectors/used-by.tsx";
import type { ModuleData } from "./module-list.tsx";

interface RemoveModuleProps {
  readonly module: ModuleData;
  readonly onClose: () => void;
}

/** Names the playbooks that call any of its actions before it goes. */
export function RemoveModule({ module: { id, title, actions, usedBy }, onClose }: RemoveModuleProps) {
  const remove = useMutation(
    trpc.modules.remove.mutationOptions({
      onSuccess: async () => {
        onClose();
        tellDone(`${title} is removed.`);
        await Promise.all([
          queryClient.invalidateQueries(trpc.modules.pathFilter()),
          queryClient.invalidateQueries(trpc.catalogue.pathFilter()),
        ]);
      },
    }),
  );
  const what = actions.length === 1 ? "its action" : `its ${actions.length} actions`;
  return (
    <RemovalDialog
      title={`Remove ${title}`}
      failed={`${title} was not removed`}
      doing={`Remove ${title} and ${what}`}
      removal={remove}
      onRemove={() => remove.mutate({ name: id })}
      onClose={onClose}
    >
      <Text>
        No step can call its actions any more. Published playbooks that use them go on with the version they
        were published with; to publish them again, take the steps out of them first.
      </Text>
      {usedBy.length === 0 ? (
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
