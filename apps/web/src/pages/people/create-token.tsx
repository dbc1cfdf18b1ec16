import { Alert, Button, Group, Modal, NativeSelect, Stack, TextInput } from "@mantine/core";
import { useForm } from "@mantine/form";
import { useMutation } from "@tanstack/react-query";
import { readApiError } from "../../api/api-error.ts";
import { trpc } from "../../api/trpc.ts";
import { useMe } from "../../shell/me.ts";
import { ROLE_OPTIONS, ROLES } from "./roles.ts";
import type { Role } from "./roles.ts";
import { ShownOnce } from "./shown-once.tsx";
import { refreshPeople } from "./use-people-changes.ts";

export function CreateToken({ onClose }: { onClose: () => void }) {
  const own = useMe()?.role ?? "viewer";
  const create = useMutation(trpc.tokens.create.mutationOptions({ onSuccess: refreshPeople }));
  const form = useForm<{ name: string; role: Role }>({
    initialValues: { name: "", role: "viewer" },
    validate: {
      name: (name) =>
        /^[A-Za-z0-9_.@-]{1,64}$/.test(name) ? null : "Letters, digits and _ . @ - only, at most 64 of them.",
    },
  });
  const refused = create.error === null ? null : readApiError(create.error);
  const roles = ROLE_OPTIONS.filter(({ value }) => ROLES.indexOf(value) <= ROLES.indexOf(own));
  const made = create.data;
  return (
    <Modal
      opened
      onClose={onClose}
      title={made === undefined ? "New API token" : `The token ${made.name}`}
      // What is shown once is not lost by a click beside it.
      closeOnClickOutside={made === undefined}
      transitionProps={{ duration: 100 }}
    >
      {made === undefined ? (
        <form onSubmit={form.onSubmit((values) => create.mutate(values))} noValidate>
          <Stack gap="md">
            {refused !== null && refused.field !== "name" && (
              <Alert color="red" role="alert">
                {refused.message}
              </Alert>
            )}
            <TextInput
              label="Name"
              description="What will use it. Approvals and the audit log know it by this name."
              autoComplete="off"
              data-autofocus
              {...form.getInputProps("name")}
              error={form.errors["name"] ?? (refused?.field === "name" ? refused.message : null)}
            />
            <NativeSelect label="Role" data={[...roles]} {...form.getInputProps("role")} />
            <Group justify="flex-end" gap="sm">
              <Button variant="default" onClick={onClose}>
                Cancel
              </Button>
              <Button type="submit" loading={create.isPending}>
                Make the token
              </Button>
            </Group>
          </Stack>
        </form>
      ) : (
        <Stack gap="md">
          <ShownOnce label="Token" value={made.token}>
            Copy it now: it is not shown again, and only its hash is kept. Programs send it as Authorization:
            Bearer rip_…
          </ShownOnce>
          <Group justify="flex-end">
            <Button onClick={onClose}>Done</Button>
          </Group>
        </Stack>
      )}
    </Modal>
  );
}
