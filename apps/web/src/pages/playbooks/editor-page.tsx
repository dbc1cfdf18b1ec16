import { useQuery } from "@tanstack/react-query";
import { useParams } from "@tanstack/react-router";
import type { inferOutput } from "@trpc/tanstack-react-query";
import { notifications } from "@mantine/notifications";
import { useEffect, useState } from "react";
import { trpc } from "../../api/trpc.ts";
import { draftServer } from "../../canvas/draft-server.ts";
import { DraftContext, openDraft } from "../../canvas/draft-store.ts";
import { ErrorState } from "../../shell/error-state.tsx";
import { Loading } from "../../shell/loading.tsx";
import { EditorFrame } from "./editor-frame.tsx";

/** A playbook as it is drawn: its draft, and everything that is done with it. */
export function EditorPage() {
  const { playbook } = useParams({ strict: false });
  return playbook === undefined ? null : <Editor key={playbook} playbook={playbook} />;
}

function Editor({ playbook }: { readonly playbook: string }) {
  // Read once: from then on the draft is followed, batch by batch.
  const options = trpc.playbooks.draft.queryOptions({ playbook });
  const { data, error, refetch } = useQuery({
    ...options,
    staleTime: Infinity,
    gcTime: 0,
    refetchOnReconnect: false,
    refetchOnWindowFocus: false,
  });
  if (data !== undefined) return <Opened key={data.id} data={data} />;
  if (error !== null) return <ErrorState error={error} retry={refetch} />;
  return <Loading label="Opening the playbook" />;
}

function Opened({ data }: { readonly data: inferOutput<typeof trpc.playbooks.draft> }) {
  const [draft] = useState(() => {
    const { graph, revision, ...playbook } = data;
    return openDraft({ playbook, graph, revision, server: draftServer(playbook.id), say });
  });
  useEffect(() => draft.start(), [draft]);
  return (
    <DraftContext value={draft.store}>
      <EditorFrame say={say} />
    </DraftContext>
  );
}

function say(message: string): void {
  notifications.show({ message, autoClose: 8_000 });
}
