import { NativeSelect, TextInput } from "@mantine/core";
import { useForm } from "@mantine/form";
import { useMutation } from "@tanstack/react-query";
import { readApiError } from "../../api/api-error.ts";
import { trpc } from "../../api/trpc.ts";
import { useKept } from "../../own/use-kept.ts";
import { OnceDialog } from "./once-dialog.tsx";
import { OnceForm } from "./once-form.tsx";
import { ROLE_OPTIONS } from "./roles.ts";
import type { Role } from "./roles.ts";
import { refreshPeople } from "./use-people-changes.ts";

const NOBODY = { email: "", role: "viewer" } as const;

/** Makes a link and shows it, once: who invites sends it on as they see fit. */
export function Invite({ onClose }: { onClose: () => void }) {
  const [typed, keep, forget] = useKept<{ email: string; role: Role }>("invitation", NOBODY);
  const invite = useMutation(
    trpc.people.invite.mutationOptions({
      onSuccess: () => {
        forget();
        return refreshPeople();
      },
    }),
  );
  const form = useForm({
    initialValues: typed,
    onValuesChange: keep,
    validate: {
      email: (email) =>
        /^\S+@\S+$/.test(email.trim()) ? null : "An e-mail address, as in name@example.org.",
    },
  });
  const refused = invite.error === null ? null : readApiError(invite.error);
  const made = invite.data;
  return (
    <OnceDialog
      title={made === undefined ? "Invite somebody" : `Invitation for ${made.email}`}
      made={
        made === undefined
          ? null
          : {
              label: "Link",
              value: made.url,
              about: `Send it to ${made.email} yourself: it is shown only now. It works once, for 7 days, and makes an account as ${made.role}.${made.replaces ? " The link that was made for this address before works no more." : ""}`,
            }
      }
      onClose={onClose}
    >
      <OnceForm
        onSubmit={form.onSubmit(({ email, role }) => invite.mutate({ email: email.trim(), role }))}
        onClose={onClose}
        refused={refused === null || refused.field === "email" ? null : refused.message}
        verb="Make the link"
        isPending={invite.isPending}
      >
        <TextInput
          label="E-mail"
          type="email"
          autoComplete="off"
          data-autofocus
          {...form.getInputProps("email")}
          error={form.errors["email"] ?? (refused?.field === "email" ? refused.message : null)}
        />
        <NativeSelect label="Role" data={[...ROLE_OPTIONS]} {...form.getInputProps("role")} />
      </OnceForm>
    </OnceDialog>
  );
}
