import { Alert, Button, Group, Modal, NativeSelect, Stack, TextInput } from "@mantine/core";
import { useForm } from "@mantine/form";
import { useMutation } from "@tanstack/react-query";
import { readApiError } from "../../api/api-error.ts";
import { trpc } from "../../api/trpc.ts";
import { ROLE_OPTIONS } from "./roles.ts";
import type { Role } from "./roles.ts";
import { ShownOnce } from "./shown-once.tsx";
import { refreshPeople } from "./use-people-changes.ts";

/** Makes a link and shows it, once: who invites sends it on as they see fit. */
export function Invite({ onClose }: { onClose: () => void }) {
  const invite = useMutation(trpc.people.invite.mutationOptions({ onSuccess: refreshPeople }));
  const form = useForm<{ email: string; role: Role }>({
    initialValues: { email: "", role: "viewer" },
    validate: {
      email: (email) =>
        /^\S+@\S+$/.test(email.trim()) ? null : "An e-mail address, as in name@example.org.",
    },
  });
  const refused = invite.error === null ? null : readApiError(invite.error);
  const made = invite.data;
  return (
    <Modal
      opened
      onClose={onClose}
      title={made === undefined ? "Invite somebody" : `Invitation for ${made.email}`}
      // What is shown once is not lost by a click beside it.
      closeOnClickOutside={made === undefined}
      transitionProps={{ duration: 100 }}
    >
      {made === undefined ? (
        <form
          onSubmit={form.onSubmit(({ email, role }) => invite.mutate({ email: email.trim(), role }))}
          noValidate
        >
          <Stack gap="md">
            {refused !== null && refused.field !== "email" && (
              <Alert color="red" role="alert">
                {refused.message}
              </Alert>
            )}
            <TextInput
              label="E-mail"
              type="email"
              autoComplete="off"
              data-autofocus
              {...form.getInputProps("email")}
              error={form.errors["email"] ?? (refused?.field === "email" ? refused.message : null)}
            />
            <NativeSelect label="Role" data={[...ROLE_OPTIONS]} {...form.getInputProps("role")} />
            <Group justify="flex-end" gap="sm">
              <Button variant="default" onClick={onClose}>
                Cancel
              </Button>
              <Button type="submit" loading={invite.isPending}>
                Make the link
              </Button>
            </Group>
          </Stack>
        </form>
      ) : (
        <Stack gap="md">
          <ShownOnce label="Link" value={made.url}>
            {`Send it to ${made.email} yourself: it is shown only now. It works once, for 7 days, and makes an account as ${made.role}.${made.replaces ? " The link that was made for this address before works no more." : ""}`}
          </ShownOnce>
          <Group justify="flex-end">
            <Button onClick={onClose}>Done</Button>
          </Group>
        </Stack>
      )}
    </Modal>
  );
}
