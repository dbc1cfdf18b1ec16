import { useCallback, useEffect, useRef } from "react";
import { isResting } from "../shell/focus-rest.ts";
import { isTyping } from "./focus.ts";

/**
 * Whether the field that one was typing in is gone, as with a step that somebody else deleted: what is typed on is
 * meant for it and for nobody else, until one has clicked, gone elsewhere or pressed Escape.
 */
export function useLostField(): () => boolean {
  const last = useRef<EventTarget | null>(null);
  useEffect(() => {
    const onFocus = ({ target }: FocusEvent) => {
      if (!isResting(target)) last.current = target;
    };
    const onPointer = () => void (last.current = null);
    const onKey = ({ key }: KeyboardEvent) => {
      if (key === "Escape" || key === "Tab") last.current = null;
    };
    document.addEventListener("focusin", onFocus);
    document.addEventListener("pointerdown", onPointer, true);
    document.addEventListener("keyup", onKey);
    return () => {
      document.removeEventListener("focusin", onFocus);
      document.removeEventListener("pointerdown", onPointer, true);
      document.removeEventListener("keyup", onKey);
    };
  }, []);
  return useCallback(
    () => isTyping(last.current) && last.current instanceof Node && !last.current.isConnected,
    [],
  );
}
