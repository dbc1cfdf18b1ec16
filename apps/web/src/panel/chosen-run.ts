import { create } from "zustand";

/** The run whose data the fields show, by playbook; where none is chosen, it is the last one. */
const useChosen = create<{ readonly runs: ReadonlyMap<string, string> }>(() => ({ runs: new Map() }));

export function useChosenRun(playbook: string): string | null {
  return useChosen(({ runs }) => runs.get(playbook) ?? null);
}

/** Null: the last one, whichever that is. */
export function chooseRun(playbook: string, run: string | null): void {
  useChosen.setState(({ runs }) => {
    const next = new Map(runs);
    if (run === null) next.delete(playbook);
    else next.set(playbook, run);
    return { runs: next };
  });
}
