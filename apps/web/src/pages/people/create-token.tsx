import { NativeSelect, TextInput } from "@mantine/core";
import { useForm } from "@mantine/form";
import { useMutation } from "@tanstack/react-query";
import { readApiError } from "../../api/api-error.ts";
import { trpc } from "../../api/trpc.ts";
import { useKept } from "../../own/use-kept.ts";
import { useMe } from "../../shell/me.ts";
import { OnceDialog } from "./once-dialog.tsx";
import { OnceForm } from "./once-form.tsx";
import { ROLE_OPTIONS, ROLES } from "./roles.ts";
import type { Role } from "./roles.ts";
import { refreshPeople } from "./use-people-changes.ts";

const NAMELESS = { name: "", role: "viewer" } as const;

export function CreateToken({ onClose }: { onClose: () => void }) {
  const own = useMe()?.role ?? "viewer";
  const [typed, keep, forget] = useKept<{ name: string; role: Role }>("token", NAMELESS);
  const create = useMutation(
    trpc.tokens.create.mutationOptions({
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
      name: (name) =>
        /^[A-Za-z0-9_.@-]{1,64}$/.test(name) ? null : "Letters, digits and _ . @ - only, at most 64 of them.",
    },
  });
  const refused = create.error === null ? null : readApiError(create.error);
  const roles = ROLE_OPTIONS.filter(({ value }) => ROLES.indexOf(value) <= ROLES.indexOf(own));
  const made = create.data;
  return (
    <OnceDialog
      title={made === undefined ? "New API token" : `The token ${made.name}`}
      made={made === undefined ? null : { label: "Token", value: made.token, about: ABOUT }}
      onClose={onClose}
    >
      <OnceForm
        onSubmit={form.onSubmit((values) => create.mutate(values))}
        onClose={onClose}
        refused={refused === null || refused.field === "name" ? null : refused.message}
        verb="Make the token"
        isPending={create.isPending}
      >
        <TextInput
          label="Name"
          description="What will use it. Approvals and the audit log know it by this name."
          autoComplete="off"
          data-autofocus
          {...form.getInputProps("name")}
          error={form.errors["name"] ?? (refused?.field === "name" ? refused.message : null)}
        />
        <NativeSelect label="Role" data={[...roles]} {...form.getInputProps("role")} />
      </OnceForm>
    </OnceDialog>
  );
}

const ABOUT =
  "Copy it now: it is not shown again, and only its hash is kept. Programs send it as Authorization: Bearer rip_…";
