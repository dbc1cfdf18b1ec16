import { useMutation } from "@tanstack/react-query";
import { trpc } from "../../api/trpc.ts";
import { tellDone } from "../../shell/tell.tsx";
import { ConfirmRemoval } from "../people/confirm-removal.tsx";
import { refreshRunners } from "./use-runner-changes.ts";

interface RevokeRunnerTokenProps {
  readonly token: { readonly id: string; readonly name: string; readonly group: string };
  readonly onClose: () => void;
}

export function RevokeRunnerToken({ token: { id, name, group }, onClose }: RevokeRunnerTokenProps) {
  const revoke = useMutation(
    trpc.runners.revokeToken.mutationOptions({
      onSuccess: async () => {
        onClose();
        tellDone(`The token ${name} is revoked.`);
        await refreshRunners();
      },
    }),
  );
  return (
    <ConfirmRemoval
      title={`Revoke ${name}`}
      consequences={[
        `Whatever runner of the group ${group} uses it ends within seconds, and the script that it runs with it: what may not be done twice is then an unknown outcome.`,
        "This cannot be taken back; a new token of the same name can be made.",
      ]}
      action={`Revoke ${name}`}
      removal={revoke}
      onConfirm={() => revoke.mutate({ id })}
      onClose={onClose}
    />
  );
}
