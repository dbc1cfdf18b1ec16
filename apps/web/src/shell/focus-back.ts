import { useEffect, useState } from "react";
import { isFocusFree } from "./focus-rest.ts";

/** As a `ref`: takes the focus as it appears, where what had it is gone. */
export function focusIfLost(element: HTMLElement | null): void {
  if (isFocusFree()) element?.focus();
}

/**
 * For a dialog that is drawn as long as it is open: what had the focus before has it again afterwards. Mantine's own
 * dialogs do so only where they are drawn all the time.
 */
export function useFocusBack(): void {
  const [first] = useState(lastingFocus);
  useEffect(() => {
    let before = first === document.body ? lastingFocus() : first;
    // A menu may give the focus back only after the dialog that was chosen in it has come: it is the dialog's then.
    const note = ({ target, relatedTarget }: FocusEvent) => {
      if (before !== document.body || !(target instanceof HTMLElement) || isInDialog(target)) return;
      before = target;
      if (relatedTarget instanceof HTMLElement && isInDialog(relatedTarget)) relatedTarget.focus();
    };
    document.addEventListener("focusin", note);
    return () => {
      document.removeEventListener("focusin", note);
      focusIfLost(before);
    };
  }, [first]);
}

function isInDialog(element: HTMLElement): boolean {
  return element.closest("[role=dialog]") !== null;
}

/** As `ref`s of two of which one comes in the other's place: where the first had the focus, the second has it then. */
export function useFocusHandedOn() {
  const [refs] = useState(() => {
    // A button that is switched off loses the focus to nothing: where it went last is what counts.
    let isFirst = false;
    return {
      first: (element: HTMLElement | null) => {
        const note = ({ target }: FocusEvent) => {
          isFirst = target instanceof Node && element?.contains(target) === true;
        };
        document.addEventListener("focusin", note);
        return () => document.removeEventListener("focusin", note);
      },
      second: (element: HTMLElement | null) => {
        if (isFirst) focusIfLost(element);
      },
    };
  });
  return refs;
}

/** A menu closes as its entry is chosen: what opened it stays. */
function lastingFocus(): HTMLElement | null {
  const { activeElement } = document;
  const opener = activeElement?.closest("[role=menu]")?.getAttribute("aria-labelledby");
  if (typeof opener === "string") return document.getElementById(opener);
  return activeElement instanceof HTMLElement ? activeElement : null;
}
