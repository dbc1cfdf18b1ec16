import { useEffect } from "react";
import { isTyping } from "./focus.ts";
import { useLostField } from "./lost-field.ts";
import { shortcutOf } from "./shortcuts.ts";
import type { CommandId } from "./shortcuts.ts";

/** What keys do; false: nothing, the key keeps its ordinary meaning. */
export type KeyCommands = Readonly<Partial<Record<CommandId, (event: KeyboardEvent) => boolean | void>>>;

/** The keys of a canvas, as long as it is open and nobody writes. */
export function useShortcuts(commands: KeyCommands, canvas: () => HTMLElement | null): void {
  const isFieldLost = useLostField();
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      const shortcut = shortcutOf(event);
      if (shortcut === null || event.defaultPrevented) return;
      const isAnywhere = shortcut.command === "regions";
      if ((isTyping(event.target) || isFieldLost()) && !isAnywhere) return;
      if (document.querySelector("[role=dialog][aria-modal=true]") !== null) return;
      if (shortcut.where === "canvas" && !isInCanvas(event.target, canvas())) return;
      const command = commands[shortcut.command];
      if (command === undefined || command(event) === false) return;
      event.preventDefault();
    };
    document.addEventListener("keydown", onKeyDown);
    return () => document.removeEventListener("keydown", onKeyDown);
  }, [commands, canvas, isFieldLost]);
}

/** The outline is its twin. Where nothing has the keyboard but what stands around it, such as the page, the canvas has it. */
function isInCanvas(target: EventTarget | null, canvas: HTMLElement | null): boolean {
  if (!(target instanceof Node) || canvas === null) return false;
  if (target instanceof Element && target.closest("[data-outline]") !== null) return true;
  return canvas.contains(target) || target.contains(canvas);
}
