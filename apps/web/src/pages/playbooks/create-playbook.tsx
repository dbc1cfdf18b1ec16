import { Button, Group, Modal, Stack, Textarea, TextInput } from "@mantine/core";
import { useForm } from "@mantine/form";
import { readSessionStorageValue, useSessionStorage } from "@mantine/hooks";
import { readApiError } from "../../api/api-error.ts";
import { useCreatePlaybook } from "./use-create-playbook.ts";

const LONGEST_NAME = 200;
/** What was typed outlives a slip of the Escape key; who cancels does not want it. */
const KEPT = { key: "riposte-new-playbook", defaultValue: { name: "", description: "" } };

/** A name is all it takes; the editor is next. */
export function CreatePlaybook({ onClose }: { onClose: () => void }) {
  const [, keep, forget] = useSessionStorage(KEPT);
  const create = useCreatePlaybook(() => {
    forget();
    onClose();
  });
  const form = useForm({
    initialValues: readSessionStorageValue(KEPT),
    validate: { name: whyNotName },
    onValuesChange: keep,
  });
  const refused = create.error === null ? null : readApiError(create.error).message;
  return (
    <Modal opened onClose={onClose} title="New playbook" transitionProps={{ duration: 100 }}>
      <form onSubmit={form.onSubmit((values) => create.mutate(values))} noValidate>
        <Stack gap="md">
          <TextInput
            label="Name"
            required
            data-autofocus
            autoComplete="off"
            {...form.getInputProps("name")}
            error={form.errors["name"] ?? refused}
          />
          <Textarea
            label="What it is for"
            autosize
            minRows={2}
            maxLength={10_000}
            {...form.getInputProps("description")}
          />
          <Group justify="flex-end" gap="sm">
            <Button
              variant="default"
              onClick={() => {
                forget();
                onClose();
              }}
            >
              Cancel
            </Button>
            <Button type="submit" loading={create.isPending}>
              Create and draw
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}

function whyNotName(typed: string): string | null {
  const name = typed.trim();
  if (name === "") return "A playbook needs a name.";
  if (name.length <= LONGEST_NAME) return null;
  return `A name has at most ${LONGEST_NAME} characters; this one has ${name.length}.`;
}
