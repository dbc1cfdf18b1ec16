import { Button, Group, Modal, Stack, Text, TextInput } from "@mantine/core";
import { harmlessText } from "@riposte/plan/harmless-text";
import { useMutation } from "@tanstack/react-query";
import { readApiError } from "../../api/api-error.ts";
import { trpc } from "../../api/trpc.ts";
import { useKept } from "../../own/use-kept.ts";
import { useFocusBack } from "../../shell/focus-back.ts";
import { tellDone } from "../../shell/tell.tsx";
import { refreshPlaybooks } from "./use-playbook-changes.ts";

interface RenameFolderProps {
  readonly folder: string;
  readonly onClose: () => void;
  readonly onRenamed: (folder: string) => void;
}

/** With all that is in it. */
export function RenameFolder({ folder, onClose, onRenamed }: RenameFolderProps) {
  useFocusBack();
  const [to, setTo, forget] = useKept(`folder.${folder}`, folder);
  const leave = () => {
    forget();
    onClose();
  };
  const rename = useMutation(
    trpc.playbooks.renameFolder.mutationOptions({
      onSuccess: async ({ folder: renamed, playbooks }) => {
        tellDone(
          `${playbooks} ${playbooks === 1 ? "playbook stands" : "playbooks stand"} in ${renamed || "no folder"} now.`,
        );
        leave();
        onRenamed(renamed);
        await refreshPlaybooks();
      },
    }),
  );
  return (
    <Modal
      opened
      onClose={onClose}
      title={`Rename or move ${harmlessText(folder)}`}
      transitionProps={{ duration: 100 }}
    >
      <form
        onSubmit={(event) => {
          event.preventDefault();
          rename.mutate({ folder, to });
        }}
      >
        <Stack gap="md">
          <TextInput
            label="Folder"
            description="With a stroke between folders: Phishing/Mailboxes. Empty: its playbooks stand in none."
            data-autofocus
            maxLength={300}
            value={to}
            onChange={({ currentTarget }) => setTo(currentTarget.value)}
          />
          {rename.error !== null && (
            <Text c="var(--riposte-bad)" role="alert">
              {readApiError(rename.error).message}
            </Text>
          )}
          <Group justify="flex-end" gap="sm">
            <Button size="xs" variant="default" onClick={leave}>
              Leave it
            </Button>
            <Button size="xs" type="submit" loading={rename.isPending} disabled={to.trim() === folder}>
              Rename
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
