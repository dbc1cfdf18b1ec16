import { Text } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { readApiError } from "../../api/api-error.ts";
import { trpc } from "../../api/trpc.ts";
import { OnceDialog } from "./once-dialog.tsx";
import { OnceForm } from "./once-form.tsx";
import type { Person } from "./person-row.tsx";

/** For somebody who has forgotten theirs. */
export function NewPasswordLink({ person, onClose }: { person: Person; onClose: () => void }) {
  const { id, name } = person;
  const make = useMutation(trpc.people.newPassword.mutationOptions());
  const about = `Send it to ${name} yourself: it is shown only now. It works once, for a day.`;
  return (
    <OnceDialog
      title={`A new password for ${name}`}
      made={make.data === undefined ? null : { label: "Link", value: make.data.url, about }}
      onClose={onClose}
    >
      <OnceForm
        onSubmit={(event) => {
          event.preventDefault();
          make.mutate({ id });
        }}
        onClose={onClose}
        refused={make.error === null ? null : readApiError(make.error).message}
        verb="Make the link"
        isPending={make.isPending}
      >
        <Text size="sm">
          Makes a link by which {name} sets a new password. Until it is used, the old password stays good;
          then {name} is signed out everywhere.
        </Text>
      </OnceForm>
    </OnceDialog>
  );
}
