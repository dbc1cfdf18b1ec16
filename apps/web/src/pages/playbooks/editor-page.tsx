import { useWindowEvent } from "@mantine/hooks";
import { notifications } from "@mantine/notifications";
import { useQuery } from "@tanstack/react-query";
import { useParams } from "@tanstack/react-router";
import { useEffect, useState } from "react";
import { afterPaint, followDraft } from "../../canvas/draft-drawn.ts";
import { DraftContext, openDraft } from "../../canvas/draft-store.ts";
import type { Remedy } from "../../canvas/draft-store.ts";
import { openUnsent } from "../../canvas/unsent.ts";
import { ErrorState } from "../../shell/error-state.tsx";
import { Loading } from "../../shell/loading.tsx";
import { useMay } from "../../shell/me.ts";
import { tellWith } from "../../shell/tell.tsx";
import { EditorFrame } from "./editor-frame.tsx";
import { openPlaybook } from "./open-playbook.ts";
import type { OpenPlaybook } from "./open-playbook.ts";

/** A playbook as it is drawn: its draft, and everything that is done with it. */
export function EditorPage() {
  const { playbook } = useParams({ strict: false });
  return playbook === undefined ? null : <Editor key={playbook} playbook={playbook} />;
}

function Editor({ playbook }: { readonly playbook: string }) {
  // Read once: from then on the draft is followed, batch by batch.
  const { data, error, refetch } = useQuery({
    queryKey: ["open-playbook", playbook],
    queryFn: () => openPlaybook(playbook),
    staleTime: Infinity,
    gcTime: 0,
    refetchOnReconnect: false,
    refetchOnWindowFocus: false,
    structuralSharing: false,
  });
  if (data !== undefined) return <Opened key={data.playbook.id} data={data} />;
  if (error !== null) return <ErrorState error={error} retry={refetch} tab="Playbook" />;
  return <Loading label="Opening the playbook" />;
}

function Opened({ data }: { readonly data: OpenPlaybook }) {
  const [draft] = useState(() => openDraft({ ...data, openUnsent: () => openUnsent(data.playbook.id), say }));
  const [open] = useState(() => ({ draft: draft.store, drawn: followDraft(draft.store, afterPaint) }));
  useEffect(() => draft.start(), [draft]);
  const may = useMay("playbooks.write");
  useEffect(() => {
    if (may) draft.admitted();
  }, [may, draft]);
  useWindowEvent("pagehide", draft.leave);
  useWindowEvent("online", draft.back);
  return (
    <DraftContext value={open}>
      <EditorFrame say={say} />
    </DraftContext>
  );
}

function say(message: string, remedy?: Remedy): void {
  if (remedy === undefined) notifications.show({ message, autoClose: 8_000 });
  else tellWith(message, remedy);
}
