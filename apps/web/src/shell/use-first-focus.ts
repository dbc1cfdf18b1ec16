import { useEffect, useRef } from "react";
import type { RefObject } from "react";
import { isFocusFree } from "./focus-rest.ts";

/** Who types on has seen that the page is another one. */
const REST_MS = 1_000;

/**
 * For the one field that a page or a dialog's next step is about: it has the focus as it appears. Where the page came
 * by itself, only once nobody types: keys that were meant for the page before go nowhere.
 */
export function useFirstFocus({ afterRest = false } = {}): RefObject<HTMLInputElement | null> {
  const field = useRef<HTMLInputElement>(null);
  const waits = useRef(afterRest);
  useEffect(() => {
    if (!waits.current) {
      field.current?.focus();
      return undefined;
    }
    let timer: ReturnType<typeof setTimeout>;
    const wait = () => {
      clearTimeout(timer);
      timer = setTimeout(() => {
        document.removeEventListener("keydown", wait);
        if (isFocusFree()) field.current?.focus();
      }, REST_MS);
    };
    wait();
    document.addEventListener("keydown", wait);
    return () => {
      clearTimeout(timer);
      document.removeEventListener("keydown", wait);
    };
  }, []);
  return field;
}
