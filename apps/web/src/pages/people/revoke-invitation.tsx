import { useMutation } from "@tanstack/react-query";
import { trpc } from "../../api/trpc.ts";
import { tellDone } from "../../shell/tell.tsx";
import { ConfirmRemoval } from "./confirm-removal.tsx";
import { refreshPeople } from "./use-people-changes.ts";

interface RevokeInvitationProps {
  readonly invitation: { readonly id: string; readonly email: string };
  readonly onClose: () => void;
}

export function RevokeInvitation({ invitation: { id, email }, onClose }: RevokeInvitationProps) {
  const revoke = useMutation(
    trpc.people.revokeInvitation.mutationOptions({
      onSuccess: async () => {
        onClose();
        tellDone(`The invitation of ${email} is revoked.`);
        await refreshPeople();
      },
      onError: refreshPeople,
    }),
  );
  return (
    <ConfirmRemoval
      title={`Revoke the invitation of ${email}`}
      consequences={[
        "The link that was sent does not work any more.",
        "Another one can be made at any time.",
      ]}
      action="Revoke the invitation"
      removal={revoke}
      onConfirm={() => revoke.mutate({ id })}
      onClose={onClose}
    />
  );
}
