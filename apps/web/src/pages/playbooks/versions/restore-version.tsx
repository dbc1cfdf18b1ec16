import { Button } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { trpc } from "../../../api/trpc.ts";
import { useMay } from "../../../shell/me.ts";
import { tellDone, tellFailed } from "../../../shell/tell.tsx";
import { refreshPlaybooks } from "../use-playbook-changes.ts";

interface RestoreVersionProps {
  readonly playbook: string;
  readonly version: number;
  /** The draft's of now. */
  readonly revision: number;
  /** It is one of the two that are looked at: who sees what others do to it knows what goes. */
  readonly showsDraft: boolean;
  readonly onRestored: () => void;
}

/** The draft becomes the version, as one change that its editor can undo; what runs stays until somebody publishes. */
export function RestoreVersion({ playbook, version, revision, showsDraft, onRestored }: RestoreVersionProps) {
  const mayWrite = useMay("playbooks.write");
  const cache = useQueryClient();
  const [seen, setSeen] = useState(revision);
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
      onError: async (error) => {
        tellFailed(`Version ${version} did not become the draft`, error);
        const now = await cache.fetchQuery(trpc.playbooks.draft.queryOptions({ playbook }, { staleTime: 0 }));
        setSeen(now.revision);
      },
    }),
  );
  if (!mayWrite) return null;
  return (
    <Button
      size="xs"
      variant="default"
      loading={restore.isPending}
      onClick={() => restore.mutate({ playbook, version, revision: showsDraft ? revision : seen })}
    >
      Make v{version} the draft
    </Button>
  );
}
