import { useCallback } from "react";
import { useDraftStore } from "./draft-store.ts";
import { focusStep } from "./focus.ts";
import type { useViewport } from "./viewport.tsx";

interface Visiting {
  readonly viewport: ReturnType<typeof useViewport>;
  readonly setActive: (id: string) => void;
}

/** To a step: it is selected, in sight, and has the keyboard. `keep`: what was selected stays so. */
export function useVisit({ viewport, setActive }: Visiting) {
  const draft = useDraftStore();
  return useCallback(
    (id: string, keep = false) => {
      setActive(id);
      const { selection, select } = draft.getState();
      select(keep ? [...new Set([...selection, id])] : [id]);
      viewport.show(id);
      focusStep(id);
    },
    [draft, viewport, setActive],
  );
}
