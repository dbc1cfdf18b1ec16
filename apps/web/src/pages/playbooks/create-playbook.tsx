import { Button, Group, Modal, Stack, Textarea, TextInput } from "@mantine/core";
import { useForm } from "@mantine/form";
import { useState } from "react";
import { readApiError } from "../../api/api-error.ts";
import { useKept } from "../../own/use-kept.ts";
import { useFocusBack } from "../../shell/focus-back.ts";
import { LeaveQuestion } from "../../shell/leave-question.tsx";
import { playbookNameFault } from "./playbook-name-fault.ts";
import { useCreatePlaybook } from "./use-create-playbook.ts";

const NOTHING = { name: "", description: "" };

/** A name is all it takes; the editor is next. */
export function CreatePlaybook({ onClose }: { onClose: () => void }) {
  useFocusBack();
  const [typed, keep, forget] = useKept("new-playbook", NOTHING);
  const closeForGood = () => {
    forget();
    onClose();
  };
  const create = useCreatePlaybook(closeForGood);
  const form = useForm({
    initialValues: typed,
    onValuesChange: keep,
    validate: { name: playbookNameFault },
  });
  const refused = create.error === null ? null : readApiError(create.error).message;
  const [leaving, setLeaving] = useState(false);
  const close = () => (typed.name + typed.description !== "" ? setLeaving(true) : onClose());
  return (
    <Modal opened onClose={close} title="New playbook" transitionProps={{ duration: 100 }}>
      {leaving && (
        <LeaveQuestion
          words="The playbook is not created."
          stay="Go on"
          leave="Discard what was typed"
          onStay={() => setLeaving(false)}
          onLeave={closeForGood}
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
            <Button variant="default" onClick={closeForGood}>
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
