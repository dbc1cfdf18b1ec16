import { createStore } from "zustand";
import type { StoreApi } from "zustand";
import type { DraftState } from "./draft-state.ts";

/** While somebody types on, the drawing follows as often as that, or once it rests. */
const OFTEN_MS = 400;
const REST_MS = 150;

/**
 * A draft as everything but the open step shows it: at once, but for what is being typed and what is wrong with it,
 * which come after the step's fields are painted. A key so draws its field, and not the playbook.
 */
export function followDraft(draft: StoreApi<DraftState>, afterPaint: (act: () => void) => void) {
  const drawn = createStore<DraftState>(draft.getState);
  let drawnAt = 0;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const draw = () => {
    clearTimeout(timer);
    drawn.setState(draft.getState());
  };
  const drawSoon = () => {
    clearTimeout(timer);
    const now = Date.now();
    if (now - drawnAt < OFTEN_MS) {
      timer = setTimeout(draw, REST_MS);
    } else {
      drawnAt = now;
      afterPaint(draw);
    }
  };
  draft.subscribe((state, before) => {
    const isOther = state.graph !== before.graph;
    if (isOther && !state.isTyped) return draw();
    const { graph, problems, isChecked, undoLabel, redoLabel } = drawn.getState();
    drawn.setState({ ...state, graph, problems, isChecked, ...(isOther ? { undoLabel, redoLabel } : {}) });
    if (isOther) drawSoon();
    else if (state.problems !== before.problems || state.isChecked !== before.isChecked) afterPaint(draw);
  });
  return drawn;
}

/** Not while the page is out of sight. */
export function afterPaint(act: () => void): void {
  requestAnimationFrame(() => setTimeout(act));
}
