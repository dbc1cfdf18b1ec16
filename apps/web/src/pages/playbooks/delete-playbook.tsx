import { List } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { trpc } from "../../api/trpc.ts";
import { RemovalDialog } from "../../shell/removal-dialog.tsx";
import { useRemove } from "./use-playbook-changes.ts";

interface DeletePlaybookProps {
  readonly playbook: { readonly id: string; readonly name: string };
  readonly onClose: () => void;
}

/** Says what goes and what stays before it goes. */
export function DeletePlaybook({ playbook: { id, name }, onClose }: DeletePlaybookProps) {
  const remove = useRemove(onClose);
  const { data } = useQuery(trpc.playbooks.get.queryOptions({ name: id }));
  const versions = data?.versions.length ?? 0;
  const what =
    versions === 0 ? name : `${name} and its ${versions === 1 ? "version" : `${versions} versions`}`;
  return (
    <RemovalDialog
      title={`Delete ${name}`}
      failed={`${name} was not deleted`}
      doing={`Delete ${what}`}
      removal={remove}
      onRemove={() => remove.mutate({ name: id })}
      onClose={onClose}
    >
      <List spacing="xs">
        <List.Item>
          {versions === 0
            ? "Its draft goes. It was never published."
            : `Its draft and ${versions === 1 ? "its version go" : `its ${versions} versions go`}. This cannot be taken back.`}
        </List.Item>
        {data?.trigger?.hook !== undefined && data.trigger.hook !== null && (
          <List.Item>
            Its webhook <code>{data.trigger.hook}</code> answers 404 from then on.
          </List.Item>
        )}
        <List.Item>Its runs stay to be looked at; those that are open go on.</List.Item>
      </List>
    </RemovalDialog>
  );
}
