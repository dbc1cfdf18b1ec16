import { Button, Group, Modal, Stack, Textarea, TextInput, Title } from "@mantine/core";
import { useForm } from "@mantine/form";
import { useState } from "react";
import { readApiError } from "../../api/api-error.ts";
import { useKept } from "../../own/use-kept.ts";
import { useFocusBack } from "../../shell/focus-back.ts";
import { LeaveQuestion } from "../../shell/leave-question.tsx";
import { tellFailed } from "../../shell/tell.tsx";
import classes from "./create-playbook.module.css";
import { playbookNameFault } from "./playbook-name-fault.ts";
import { TemplateGallery } from "./templates/template-gallery.tsx";
import { useCreatePlaybook } from "./use-create-playbook.ts";

const NOTHING = { name: "", description: "" };

interface CreatePlaybookProps {
  /** What is searched for among the templates at first. */
  readonly template: string;
  readonly onClose: () => void;
}

/** Empty, for which a name is all it takes, or from a template; the editor is next. */
export function CreatePlaybook({ template, onClose }: CreatePlaybookProps) {
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
  const refuse = (error: unknown) => {
    const { field, message } = readApiError(error);
    if (field !== "name") {
      tellFailed("No playbook was made", error);
      return;
    }
    form.setFieldError("name", message);
    form.getInputNode("name")?.focus();
  };
  const [leaving, setLeaving] = useState(false);
  const close = () => (typed.name + typed.description !== "" ? setLeaving(true) : onClose());
  return (
    <Modal opened onClose={close} title="New playbook" size={1120} transitionProps={{ duration: 100 }}>
      {leaving && (
        <LeaveQuestion
          words="The playbook is not created."
          stay="Go on"
          leave="Discard what was typed"
          onStay={() => setLeaving(false)}
          onLeave={closeForGood}
        />
      )}
      <div className={classes["ways"]}>
        <form
          noValidate
          className={classes["empty"]}
          onSubmit={form.onSubmit(
            (values) => create.mutate(values, { onError: refuse }),
            () => form.getInputNode("name")?.focus(),
          )}
        >
          <Stack gap="md">
            <Title order={3} size="sm">
              Empty
            </Title>
            <TextInput
              label="Name"
              required
              data-autofocus
              autoComplete="off"
              {...form.getInputProps("name")}
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
        <TemplateGallery text={template} typed={typed} onUsed={closeForGood} onRefused={refuse} />
      </div>
    </Modal>
  );
}
