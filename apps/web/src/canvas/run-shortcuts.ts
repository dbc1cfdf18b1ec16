import type { CommandId, Shortcut } from "./shortcuts.ts";
import { SHORTCUTS } from "./shortcuts.ts";

/** What the editor's keys do on a run, where nothing can be changed; null: nothing. */
const ON_A_RUN: Readonly<Partial<Record<CommandId, string>>> = {
  go: "Along the flow, to what is above or below; first and last",
  clear: "Choose no step: about the run as a whole",
  fit: "See everything",
  fitSelection: "See the step that is chosen",
  actualSize: "Full size",
  zoomIn: "Closer",
  zoomOut: "Further away",
  help: "This sheet",
};

/** The keys of a run's graph; `canFit` as for its button. */
export function runShortcuts(canFit: boolean): readonly Shortcut[] {
  return SHORTCUTS.flatMap((shortcut) => {
    const does = ON_A_RUN[shortcut.command];
    const isOffered = canFit || !shortcut.command.startsWith("fit");
    return does === undefined || !isOffered ? [] : [{ ...shortcut, does }];
  });
}
