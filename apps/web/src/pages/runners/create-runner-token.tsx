import { TextInput } from "@mantine/core";
import { useForm } from "@mantine/form";
import { useMutation } from "@tanstack/react-query";
import { readApiError } from "../../api/api-error.ts";
import { trpc } from "../../api/trpc.ts";
import { OnceDialog } from "../people/once-dialog.tsx";
import { OnceForm } from "../people/once-form.tsx";
import { refreshRunners } from "./use-runner-changes.ts";

export function CreateRunnerToken({ onClose }: { onClose: () => void }) {
  const create = useMutation(trpc.runners.createToken.mutationOptions({ onSuccess: refreshRunners }));
  const form = useForm({
    initialValues: { group: "", name: "" },
    validate: {
      group: (group) =>
        /^[a-z][a-z0-9-]{0,39}$/.test(group) ? null : "a to z, digits and - only, with a letter first.",
      name: (name) =>
        /^[A-Za-z0-9_.@-]{1,64}$/.test(name) ? null : "Letters, digits and _ . @ - only, at most 64 of them.",
    },
  });
  const refused = create.error === null ? null : readApiError(create.error);
  const errorAt = (field: "group" | "name") =>
    form.errors[field] ?? (refused?.field === field ? refused.message : null);
  const made = create.data;
  return (
    <OnceDialog
      title={made === undefined ? "New runner token" : `The token ${made.name}`}
      made={made === undefined ? null : { label: "Token", value: made.token, about: aboutOf(made.group) }}
      onClose={onClose}
    >
      <OnceForm
        onSubmit={form.onSubmit((values) => create.mutate(values))}
        onClose={onClose}
        refused={refused === null || refused.field !== null ? null : refused.message}
        verb="Make the token"
        isPending={create.isPending}
      >
        <TextInput
          label="Group"
          description="Connectors name it: their scripts run at its runners, and their secrets reach no others."
          placeholder="dmz"
          autoComplete="off"
          data-autofocus
          {...form.getInputProps("group")}
          error={errorAt("group")}
        />
        <TextInput
          label="Name"
          description="Which runner will use it. The audit log knows the token by this name."
          autoComplete="off"
          {...form.getInputProps("name")}
          error={errorAt("name")}
        />
      </OnceForm>
    </OnceDialog>
  );
}

function aboutOf(group: string): string {
  return `Copy it now: it is not shown again, and only its hash is kept. On the machine of the runner: riposte runner --group ${group} --url ${window.location.origin} --token ripr_…`;
}
