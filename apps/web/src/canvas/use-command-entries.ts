import type { Place } from "./canvas-context.ts";
import { placeAfterStep, placeAtEnd } from "./add-step.ts";
import type { Choice } from "./choices.ts";
import { commandEntries } from "./command-entries.tsx";
import type { CommandEntry } from "./command-menu.tsx";
import { useDraft } from "./draft-store.ts";
import { nodeOf } from "./graph-questions.ts";
import type { Known } from "./plain-line.ts";
import type { Commands } from "./use-commands.ts";

interface Entries {
  readonly known: Known;
  readonly choices: readonly Choice[];
  readonly active: string | null;
  readonly commands: Commands;
  readonly add: (choice: Choice, place: Place) => void;
  readonly goTo: (step: string) => void;
  /** Before each is done: what it does may open another menu. */
  readonly close: () => void;
}

/** What the menu of everything offers at the step that has the keyboard. */
export function useCommandEntries(options: Entries): () => readonly CommandEntry[] {
  const graph = useDraft((draft) => draft.graph);
  const mayWrite = useDraft(({ playbook }) => playbook.mayWrite);
  const { known, choices, active, commands, add, goTo, close } = options;
  return () => {
    const from = nodeOf(graph, active);
    const after = from === undefined ? null : placeAfterStep(graph, from, "between");
    const entries = commandEntries({
      graph,
      known,
      mayWrite,
      commands,
      choices: mayWrite ? choices : [],
      add: (choice) => add(choice, choice.node === "trigger" ? {} : (after ?? placeAtEnd(graph))),
      goTo,
    });
    return entries.map((entry) => ({
      ...entry,
      run() {
        // Who adds a step goes on in its form.
        if (entry.group !== "Add") close();
        entry.run();
      },
    }));
  };
}
