import { Button, Group, Modal, Stack, Textarea, TextInput } from "@mantine/core";
import { useForm } from "@mantine/form";
import { readApiError } from "../../api/api-error.ts";
import { useCreatePlaybook } from "./use-create-playbook.ts";

/** A name is all it takes; the editor is next. */
export function CreatePlaybook({ onClose }: { onClose: () => void }) {
  const create = useCreatePlaybook(onClose);
  const form = useForm({
    initialValues: { name: "", description: "" },
    validate: { name: (name) => (name.trim() === "" ? "A playbook needs a name." : null) },
  });
  const refused = create.error === null ? null : readApiError(create.error).message;
  return (
    <Modal opened onClose={onClose} title="New playbook" transitionProps={{ duration: 100 }}>
      <form onSubmit={form.onSubmit((values) => create.mutate(values))}>
        <Stack gap="md">
          <TextInput
            label="Name"
            required
            maxLength={200}
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
            <Button variant="default" onClick={onClose}>
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
