import { useEffect, useRef } from "react";
import type { RefObject } from "react";

/** For the one field that a page or a dialog's next step is about: it has the focus as it appears. */
export function useFirstFocus(): RefObject<HTMLInputElement | null> {
  const field = useRef<HTMLInputElement>(null);
  useEffect(() => field.current?.focus(), []);
  return field;
}
