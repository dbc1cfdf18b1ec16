import { Alert, Button, PasswordInput, Stack, TextInput } from "@mantine/core";
import { useForm } from "@mantine/form";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { isSetUp, postAuth } from "../../api/auth.ts";
import { useConnection } from "../../api/connection.ts";
import { useFirstFocus } from "../../shell/use-first-focus.ts";
import { KeptNotice } from "./kept-notice.tsx";
import { Outside } from "./outside.tsx";
import { Refusal } from "./refusal.tsx";
import { useEnter } from "./use-enter.ts";

export function SignInPage() {
  const enter = useEnter();
  const ended = useConnection((connection) => connection.ended);
  const first = useFirstFocus({ afterRest: ended });
  const [refused, setRefused] = useState<string | null>(null);
  const { data: setUp = true } = useQuery({ queryKey: ["auth", "status"], queryFn: isSetUp });
  const form = useForm({
    initialValues: { email: "", password: "" },
    validate: {
      email: (email) =>
        /^\S+@\S+$/.test(email.trim()) ? null : "Your e-mail address, as in name@example.org.",
      password: (password) => (password === "" ? "Your password is missing." : null),
    },
  });
  const signIn = async ({ email, password }: typeof form.values) => {
    setRefused(null);
    const answer = await postAuth("/sign-in/email", { email: email.trim(), password });
    if (answer.ok) enter();
    else if (answer.field === "email") form.setFieldError("email", answer.message);
    else setRefused(answer.message);
  };
  return (
    <Outside title="Sign in">
      <form onSubmit={form.onSubmit(signIn)} noValidate>
        <Stack gap="md">
          {!setUp && (
            <Alert color="gray" title="Nobody can sign in yet">
              Open the set-up link that <code>npm start</code> printed, or print a new one on the machine that
              runs Riposte: <code>pnpm riposte setup-link</code>.
            </Alert>
          )}
          {ended && (
            <Alert color="gray" title="Your session has ended" role="alert">
              Sign in to go on where you were.
            </Alert>
          )}
          <KeptNotice />
          <Refusal message={refused} />
          <TextInput
            label="E-mail"
            type="email"
            autoComplete="username"
            ref={first}
            {...form.getInputProps("email")}
          />
          <PasswordInput
            label="Password"
            description="Forgotten? An admin can make you a link for a new one."
            inputWrapperOrder={["label", "input", "description", "error"]}
            autoComplete="current-password"
            {...form.getInputProps("password")}
          />
          <Button type="submit" fullWidth loading={form.submitting}>
            Sign in
          </Button>
        </Stack>
      </form>
    </Outside>
  );
}
