import { useEffect } from "react";
import { client } from "../api/trpc.ts";
import { useDraft, useDraftStore } from "../canvas/draft-store.ts";
import { OWN_PAGE } from "./own-page.ts";
import { startTelling } from "./tell-presence.ts";

/** Lets others know that this page has the playbook open, and where one is in it. */
export function usePresence(): void {
  const draft = useDraftStore();
  const playbook = useDraft((state) => state.playbook.id);
  useEffect(() => {
    const telling = startTelling({
      where() {
        const { selection } = draft.getState();
        const step = selection.length === 1 ? (selection[0] ?? null) : null;
        return { step, field: step === null ? null : fieldWithCursor() };
      },
      tell(where) {
        // Whoever does not hear of it now hears of the next one.
        client.playbooks.present.mutate({ playbook, page: OWN_PAGE, ...where }).catch(() => {});
      },
      isSeen: () => document.visibilityState === "visible",
    });
    const unsubscribe = draft.subscribe((now, before) => {
      if (now.selection !== before.selection) telling.moved();
    });
    const over = new AbortController();
    const { signal } = over;
    document.addEventListener("focusin", telling.moved, { signal });
    document.addEventListener("focusout", telling.moved, { signal });
    document.addEventListener("visibilitychange", telling.back, { signal });
    globalThis.addEventListener("pagehide", telling.leave, { signal });
    return () => {
      over.abort();
      unsubscribe();
      telling.close();
    };
  }, [draft, playbook]);
}

function fieldWithCursor(): string | null {
  const field = document.activeElement?.closest<HTMLElement>('[data-region="panel"] [data-field]');
  return field?.dataset["field"]?.slice(0, 200) ?? null;
}
