import type { DraftState, DraftStore } from "./draft-store.ts";

const LONGEST_WAIT_MS = 15_000;

/** The draft once the server has all of it. @throws when it cannot be saved now. */
export function whenSaved(store: DraftStore): Promise<DraftState> {
  return new Promise((resolve, reject) => {
    const look = (state: DraftState) => {
      if (state.saving === "saving") return false;
      clearTimeout(timer);
      unsubscribe();
      if (state.saving === "saved") resolve(state);
      else if (state.saving === "conflict")
        reject(new Error("Somebody changed the same: choose first what counts."));
      else reject(new Error(state.trouble ?? "The draft is not saved yet."));
      return true;
    };
    const unsubscribe = store.subscribe(look);
    const timer = setTimeout(() => {
      unsubscribe();
      reject(new Error("The draft is not saved yet. Try again in a moment."));
    }, LONGEST_WAIT_MS);
    look(store.getState());
  });
}
