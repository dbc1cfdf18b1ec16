import type { CommandId, Shortcut } from "../shortcuts.ts";
import { SHORTCUTS } from "../shortcuts.ts";

type Meanings = Readonly<Partial<Record<CommandId, string>>>;

/** What the editor's keys do where nothing can be changed; null: nothing. */
const WHERE_NOTHING_CHANGES: Meanings = {
  go: "Along the flow, to what is above or below; first and last",
  clear: "Choose no step: about the run as a whole",
  fit: "See everything",
  fitSelection: "See the step that is chosen",
  actualSize: "Full size",
  zoomIn: "Closer",
  zoomOut: "Further away",
  help: "This sheet",
};

/** The keys of a graph that only shows; `canFit` as for its button, `more`: what keys do there and nowhere else. */
export function stillShortcuts(canFit: boolean, more: Meanings = {}): readonly Shortcut[] {
  const meanings: Meanings = { ...WHERE_NOTHING_CHANGES, ...more };
  return SHORTCUTS.flatMap((shortcut) => {
    const does = meanings[shortcut.command];
    const isOffered = canFit || !shortcut.command.startsWith("fit");
    return does === undefined || !isOffered ? [] : [{ ...shortcut, does }];
  });
}
