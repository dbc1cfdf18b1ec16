import { Button, Group, Modal, Stack, Text, TextInput } from "@mantine/core";
import { harmlessText } from "@riposte/plan/harmless-text";
import { useMutation } from "@tanstack/react-query";
import { useId } from "react";
import { readApiError } from "../../api/api-error.ts";
import type { ApiError } from "../../api/api-error.ts";
import { trpc } from "../../api/trpc.ts";
import { useKept } from "../../own/use-kept.ts";
import { useFocusBack } from "../../shell/focus-back.ts";
import type { PlaybookItem } from "./playbook-row.tsx";
import { tagsIn } from "./tags-in.ts";
import { refreshPlaybooks } from "./use-playbook-changes.ts";

interface OrganizePlaybookProps {
  readonly playbook: Pick<PlaybookItem, "id" | "name" | "folder" | "tags">;
  /** Those that are there, to be chosen from. */
  readonly folders: readonly string[];
  readonly onClose: () => void;
}

interface Typed {
  readonly folder?: string;
  readonly tags?: string;
}

/** Where it stands in the list, and what it is found by; nothing runs differently. */
export function OrganizePlaybook({ playbook, folders, onClose }: OrganizePlaybookProps) {
  useFocusBack();
  const { id, name } = playbook;
  // What is not typed is as it stands, also where somebody else has moved it since.
  const [typed, keep, forget] = useKept<Typed>(`shelf.${id}`, {});
  const had = playbook.tags.join(", ");
  const { folder = playbook.folder, tags = had } = typed;
  const leave = () => {
    forget();
    onClose();
  };
  const known = useId();
  const organize = useMutation(
    trpc.playbooks.organize.mutationOptions({
      onSuccess: async () => {
        leave();
        await refreshPlaybooks();
      },
    }),
  );
  const refused = organize.error === null ? null : readApiError(organize.error);
  const place = /^(folder|tags)\b/.exec(refused?.field ?? "")?.[0] ?? null;
  const faultOf = (field: "folder" | "tags") => (place === field ? withoutPlace(refused) : null);
  return (
    <Modal opened onClose={onClose} title={`Folder and tags of ${name}`} transitionProps={{ duration: 100 }}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          organize.mutate({
            playbook: id,
            ...(folder === playbook.folder ? {} : { folder }),
            ...(tags === had ? {} : { tags: tagsIn(tags) }),
          });
        }}
      >
        <Stack gap="md">
          <TextInput
            label="Folder"
            description="One that is there, or a new one; with a stroke between folders: Phishing/Mailboxes."
            data-autofocus
            list={known}
            maxLength={300}
            value={folder}
            error={faultOf("folder")}
            onChange={({ currentTarget }) => keep({ ...typed, folder: currentTarget.value })}
          />
          <datalist id={known}>
            {folders.map((path) => (
              <option key={path} value={path}>
                {harmlessText(path)}
              </option>
            ))}
          </datalist>
          <TextInput
            label="Tags"
            description="Words with commas between them."
            value={tags}
            error={faultOf("tags")}
            onChange={({ currentTarget }) => keep({ ...typed, tags: currentTarget.value })}
          />
          {refused !== null && place === null && (
            <Text c="var(--riposte-bad)" role="alert">
              {refused.message}
            </Text>
          )}
          <Group justify="flex-end" gap="sm">
            <Button size="xs" variant="default" onClick={leave}>
              Leave it
            </Button>
            <Button size="xs" type="submit" loading={organize.isPending}>
              Put it there
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}

/** Who reads it at its field is told no more of where it stands. */
function withoutPlace(refused: ApiError | null): string | null {
  return refused?.message.replace(/^[\w.[\]]+: /, "") ?? null;
}
