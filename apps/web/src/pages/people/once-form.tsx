import { Alert, Button, Group, Stack } from "@mantine/core";
import type { FormEventHandler, ReactNode } from "react";

interface OnceFormProps {
  readonly onSubmit: FormEventHandler<HTMLFormElement>;
  readonly onClose: () => void;
  /** Why it was not made, where no field says it. */
  readonly refused: string | null;
  /** What the button does. */
  readonly verb: string;
  readonly isPending: boolean;
  readonly children: ReactNode;
}

/** What is asked before a secret is made. */
export function OnceForm({ onSubmit, onClose, refused, verb, isPending, children }: OnceFormProps) {
  return (
    <form onSubmit={onSubmit} noValidate>
      <Stack gap="md">
        {refused !== null && (
          <Alert color="red" role="alert">
            {refused}
          </Alert>
        )}
        {children}
        <Group justify="flex-end" gap="sm">
          <Button variant="default" onClick={onClose}>
            Cancel
          </Button>
          <Button type="submit" loading={isPending}>
            {verb}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
