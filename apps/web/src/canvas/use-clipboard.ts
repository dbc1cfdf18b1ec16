import { useEffect } from "react";
import { copyText, pasteText } from "./clipboard.ts";
import { useDraftStore } from "./draft-store.ts";
import { focusStep, isTyping } from "./focus.ts";
import type { Point } from "./measures.ts";
import { counted } from "./plain-line.ts";
import { removeSteps } from "./remove-steps.ts";

interface ClipboardOptions {
  /** Where pasted steps go; null: beside where they came from. */
  readonly place: () => Point | null;
  readonly say: (message: string) => void;
}

/** The browser's own copy, cut and paste: as text, so that steps travel between playbooks, pages and files. */
export function useClipboard({ place, say }: ClipboardOptions): void {
  const draft = useDraftStore();
  useEffect(() => {
    const selected = () => new Set(draft.getState().selection);
    const isOurs = (event: Event) =>
      !isTyping(event.target) && !event.defaultPrevented && globalThis.getSelection()?.type !== "Range";

    const onCopy = (event: ClipboardEvent) => {
      const ids = selected();
      if (ids.size === 0 || !isOurs(event)) return false;
      event.clipboardData?.setData("text/plain", copyText(draft.getState().graph, ids));
      event.preventDefault();
      return true;
    };
    const onCut = (event: ClipboardEvent) => {
      const ids = selected();
      if (!draft.getState().playbook.mayWrite || !onCopy(event)) return;
      draft.getState().change(`Cut ${counted(ids.size, "step")}`, removeSteps(draft.getState().graph, ids));
      draft.getState().select([]);
    };
    const onPaste = (event: ClipboardEvent) => {
      if (!isOurs(event) || !draft.getState().playbook.mayWrite) return;
      const text = event.clipboardData?.getData("text/plain") ?? "";
      const pasted = pasteText(draft.getState().graph, text, place());
      event.preventDefault();
      if (pasted === null) {
        say("There are no steps on the clipboard.");
        return;
      }
      for (const reason of pasted.refused) say(reason);
      draft.getState().change(pasted.label, pasted.operations);
      draft.getState().select(pasted.ids);
      const [first] = pasted.ids;
      if (first !== undefined) focusStep(first);
    };
    const listeners = { copy: onCopy, cut: onCut, paste: onPaste } as const;
    for (const [name, listener] of Object.entries(listeners))
      document.addEventListener(name, listener as EventListener);
    return () => {
      for (const [name, listener] of Object.entries(listeners))
        document.removeEventListener(name, listener as EventListener);
    };
  }, [draft, place, say]);
}
