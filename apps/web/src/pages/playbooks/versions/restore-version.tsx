import { Button } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { trpc } from "../../../api/trpc.ts";
import { useMay } from "../../../shell/me.ts";
import { tellDone, tellFailed } from "../../../shell/tell.tsx";
import { refreshPlaybooks } from "../use-playbook-changes.ts";

interface RestoreVersionProps {
  readonly playbook: string;
  readonly version: number;
  readonly onRestored: () => void;
}

/** The draft becomes the version, as one change that its editor can undo; what runs stays until somebody publishes. */
export function RestoreVersion({ playbook, version, onRestored }: RestoreVersionProps) {
  const mayWrite = useMay("playbooks.write");
  const restore = useMutation(
    trpc.playbooks.restore.mutationOptions({
      onSuccess: async ({ changed }) => {
        tellDone(
          changed
            ? `The draft is version ${version} again. Undo it in the editor, or publish it.`
            : `The draft is version ${version} already.`,
        );
        await refreshPlaybooks();
        onRestored();
      },
      onError: (error) => tellFailed(`Version ${version} did not become the draft`, error),
    }),
  );
  if (!mayWrite) return null;
  return (
    <Button
      size="xs"
      variant="default"
      loading={restore.isPending}
      onClick={() => restore.mutate({ playbook, version })}
    >
      Make v{version} the draft
    </Button>
  );
}
