import { useMutation } from "@tanstack/react-query";
import { trpc } from "../../api/trpc.ts";
import { tellDone } from "../../shell/tell.tsx";
import { ConfirmRemoval } from "./confirm-removal.tsx";
import { refreshPeople } from "./use-people-changes.ts";

interface RevokeTokenProps {
  readonly token: { readonly id: string; readonly name: string };
  readonly onClose: () => void;
}

/** The machine's own, which the command and the start rely on. */
const MACHINE = "local";

export function RevokeToken({ token: { id, name }, onClose }: RevokeTokenProps) {
  const revoke = useMutation(
    trpc.tokens.revoke.mutationOptions({
      onSuccess: async () => {
        onClose();
        tellDone(`The token ${name} is revoked.`);
        await refreshPeople();
      },
    }),
  );
  const own = `It belongs to the machine that runs Riposte: the command riposte stops working there until the file token in its data folder is removed and Riposte started again.`;
  return (
    <ConfirmRemoval
      title={`Revoke ${name}`}
      consequences={[
        ...(name === MACHINE ? [own] : []),
        "Whatever uses it is turned away from its next request on.",
        "This cannot be taken back; a new token of the same name can be made.",
      ]}
      action={`Revoke ${name}`}
      removal={revoke}
      onConfirm={() => revoke.mutate({ id })}
      onClose={onClose}
    />
  );
}
