import { Button, Group, Modal, Stack, Textarea, TextInput } from "@mantine/core";
import { useForm } from "@mantine/form";
import { useState } from "react";
import { readApiError } from "../../api/api-error.ts";
import { LeaveQuestion } from "../../shell/leave-question.tsx";
import { playbookNameFault } from "./playbook-name-fault.ts";
import { useCreatePlaybook } from "./use-create-playbook.ts";

/** A name is all it takes; the editor is next. */
export function CreatePlaybook({ onClose }: { onClose: () => void }) {
  const create = useCreatePlaybook(onClose);
  const form = useForm({
    initialValues: { name: "", description: "" },
    validate: { name: playbookNameFault },
  });
  const refused = create.error === null ? null : readApiError(create.error).message;
  const [leaving, setLeaving] = useState(false);
  const close = () => (form.isDirty() ? setLeaving(true) : onClose());
  return (
    <Modal opened onClose={close} title="New playbook" transitionProps={{ duration: 100 }}>
      {leaving && (
        <LeaveQuestion
          words="The playbook is not created."
          stay="Go on"
          leave="Discard what was typed"
          onStay={() => setLeaving(false)}
          onLeave={onClose}
        />
      )}
      <form noValidate onSubmit={form.onSubmit((values) => create.mutate(values))}>
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
