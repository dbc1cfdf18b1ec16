import { Button, Group, Modal, Stack, Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { trpc } from "../../api/trpc.ts";
import { UsedBy } from "../../pages/connectors/used-by.tsx";
import { useFocusBack } from "../../shell/focus-back.ts";
import { Loading } from "../../shell/loading.tsx";

interface DeleteScriptProps {
  readonly file: string;
  /** What steps call it. */
  readonly action: string;
  /** It is the action's own: another one has to take its place. */
  readonly isOwn: boolean;
  readonly onDelete: () => void;
  readonly onClose: () => void;
}

/** Says whose steps call it before it goes; older versions of the action keep it. */
export function DeleteScript({ file, action, isOwn, onDelete, onClose }: DeleteScriptProps) {
  useFocusBack();
  const { data: uses } = useQuery(trpc.actions.uses.queryOptions());
  const usedBy = uses?.find(({ key }) => key === action)?.usedBy ?? [];
  return (
    <Modal opened onClose={onClose} title={`Delete ${file}`} transitionProps={{ duration: 100 }}>
      <Stack gap="md">
        <Text>
          It goes when the action is saved. Older versions keep it, and published playbooks go on with theirs.
          {isOwn && ` Steps call it as ${action}: upload or write another one in its place before you save.`}
        </Text>
        {uses === undefined ? (
          <Loading rows={1} />
        ) : (
          usedBy.length > 0 && (
            <div>
              <Text fw={600}>Used by</Text>
              <UsedBy playbooks={usedBy} />
            </div>
          )
        )}
        <Group justify="flex-end" gap="sm">
          <Button variant="default" onClick={onClose} data-autofocus>
            Keep it
          </Button>
          <Button color="red" disabled={uses === undefined} onClick={onDelete}>
            Delete {file}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}
