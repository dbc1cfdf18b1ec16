import { useCallback, useMemo, useRef, useState } from "react";
import { useDraftStore } from "./draft-store.ts";
import { tidy } from "./tidy.ts";

/** Lays out the chosen steps, or all, as one change; how far it is, from 0 to 1, or null. */
export function useTidy(say: (message: string) => void) {
  const draft = useDraftStore();
  const [done, setDone] = useState<number | null>(null);
  const isBusy = useRef(false);
  const run = useCallback(() => {
    if (isBusy.current) return;
    isBusy.current = true;
    setDone(0);
    const { graph, selection } = draft.getState();
    void tidy(graph, selection.length > 1 ? new Set(selection) : null, setDone)
      .then((moves) => {
        if (moves.length === 0) say("Everything is tidy already.");
        else draft.getState().change("Tidy up", moves);
      })
      .catch((error: unknown) => say(`Tidying up failed: ${String(error)}`))
      .finally(() => {
        isBusy.current = false;
        setDone(null);
      });
  }, [draft, say]);
  return useMemo(() => ({ run, done }), [run, done]);
}
