import { Button, PasswordInput, Stack } from "@mantine/core";
import { useForm } from "@mantine/form";
import { useState } from "react";
import { postAuth } from "../../api/auth.ts";
import { queryClient, trpc } from "../../api/trpc.ts";
import { tellDone } from "../../shell/tell.tsx";
import { PASSWORD_HELP, passwordFault, repeatFault } from "../sign-in/password-rules.ts";
import { Refusal } from "../sign-in/refusal.tsx";

export function ChangePassword({ email }: { email: string }) {
  const [refused, setRefused] = useState<string | null>(null);
  const form = useForm({
    initialValues: { currentPassword: "", newPassword: "", repeated: "" },
    validate: {
      currentPassword: (password) => (password === "" ? "Your present password is missing." : null),
      newPassword: passwordFault,
      repeated: (repeated, { newPassword }) => repeatFault(repeated, newPassword),
    },
  });
  const change = async ({ currentPassword, newPassword }: typeof form.values) => {
    setRefused(null);
    const answer = await postAuth("/change-password", { currentPassword, newPassword });
    if (answer.ok) {
      form.reset();
      tellDone("Your password is changed; everywhere else you are signed out.");
      await queryClient.invalidateQueries(trpc.me.sessions.queryFilter());
    } else if (answer.field !== null && answer.field in form.values) {
      form.setFieldError(answer.field, answer.message);
    } else {
      setRefused(answer.message);
    }
  };
  return (
    <form onSubmit={form.onSubmit(change)} noValidate>
      <Stack gap="md" maw={400} align="stretch">
        <Refusal message={refused} />
        {/* For password managers, which ask whose password this is. */}
        <input type="email" autoComplete="username" value={email} readOnly hidden />
        <PasswordInput
          label="Present password"
          autoComplete="current-password"
          {...form.getInputProps("currentPassword")}
        />
        <PasswordInput
          label="New password"
          description={PASSWORD_HELP}
          autoComplete="new-password"
          {...form.getInputProps("newPassword")}
        />
        <PasswordInput
          label="New password again"
          autoComplete="new-password"
          {...form.getInputProps("repeated")}
        />
        <Button type="submit" loading={form.submitting} style={{ alignSelf: "flex-start" }}>
          Change the password
        </Button>
      </Stack>
    </form>
  );
}
