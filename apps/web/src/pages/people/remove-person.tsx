import { useMutation } from "@tanstack/react-query";
import { trpc } from "../../api/trpc.ts";
import { tellDone } from "../../shell/tell.tsx";
import { ConfirmRemoval } from "./confirm-removal.tsx";
import type { Person } from "./person-row.tsx";
import { refreshPeople } from "./use-people-changes.ts";

export function RemovePerson({ person, onClose }: { person: Person; onClose: () => void }) {
  const { id, name, email } = person;
  const remove = useMutation(
    trpc.people.remove.mutationOptions({
      onSuccess: async () => {
        onClose();
        tellDone(`${name} is removed and signed out.`);
        await refreshPeople();
      },
    }),
  );
  return (
    <ConfirmRemoval
      title={`Remove ${name}`}
      consequences={[
        `${name} is signed out at once, everywhere, and cannot sign in again.`,
        `What ${email} did stays in the audit log and in the runs.`,
        "API tokens stay: revoke those that were theirs.",
        "A new invitation lets them in again.",
      ]}
      action={`Remove ${name}`}
      removal={remove}
      onConfirm={() => remove.mutate({ id })}
      onClose={onClose}
    />
  );
}
