import { Button, PasswordInput, Stack, TextInput } from "@mantine/core";
import { useForm } from "@mantine/form";
import { useState } from "react";
import { postAuth } from "../../api/auth.ts";
import { useFirstFocus } from "../../shell/use-first-focus.ts";
import type { LinkInfo } from "./use-link.ts";
import { PASSWORD_HELP, passwordFault, repeatFault } from "./password-rules.ts";
import { Refusal } from "./refusal.tsx";
import { useEnter } from "./use-enter.ts";

interface LinkFormProps {
  readonly token: string;
  readonly link: LinkInfo;
  /** On the button. */
  readonly action: string;
}

/** Who somebody is and how they will sign in; what the link says already is not asked. */
export function LinkForm({ token, link, action }: LinkFormProps) {
  const enter = useEnter();
  const first = useFirstFocus();
  const [refused, setRefused] = useState<string | null>(null);
  const asksName = link.purpose !== "password";
  const asksEmail = link.email === null;
  const form = useForm({
    initialValues: { name: "", email: link.email ?? "", password: "", repeated: "" },
    validate: {
      name: (name) => (asksName && name.trim() === "" ? "Your name, as others will see it." : null),
      email: (email) =>
        /^\S+@\S+$/.test(email.trim()) ? null : "Your e-mail address, as in name@example.org.",
      password: passwordFault,
      repeated: (repeated, { password }) => repeatFault(repeated, password),
    },
  });
  const accept = async ({ name, email, password }: typeof form.values) => {
    setRefused(null);
    const answer = await postAuth<{ email: string }>("/link/accept", {
      token,
      password,
      ...(asksName ? { name: name.trim() } : {}),
      ...(asksEmail ? { email: email.trim() } : {}),
    });
    if (!answer.ok) {
      if (answer.field !== null && answer.field in form.values)
        form.setFieldError(answer.field, answer.message);
      else setRefused(answer.message);
      return;
    }
    const signedIn = await postAuth("/sign-in/email", { email: answer.data.email, password });
    if (signedIn.ok) enter();
    else setRefused(`Your account is there, but signing in was refused: ${signedIn.message}`);
  };
  return (
    <form onSubmit={form.onSubmit(accept)} noValidate>
      <Stack gap="md">
        <Refusal message={refused} />
        {asksName && (
          <TextInput
            label="Name"
            autoComplete="name"
            ref={first}
            maxLength={100}
            {...form.getInputProps("name")}
          />
        )}
        <TextInput
          label="E-mail"
          type="email"
          autoComplete="username"
          readOnly={!asksEmail}
          {...form.getInputProps("email")}
        />
        <PasswordInput
          label="Password"
          description={PASSWORD_HELP}
          autoComplete="new-password"
          {...form.getInputProps("password")}
        />
        <PasswordInput
          label="Password again"
          autoComplete="new-password"
          {...form.getInputProps("repeated")}
        />
        <Button type="submit" fullWidth loading={form.submitting}>
          {action}
        </Button>
      </Stack>
    </form>
  );
}
