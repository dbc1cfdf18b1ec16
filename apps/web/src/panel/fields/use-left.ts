import { notifications } from "@mantine/notifications";
import { useCallback, useEffect, useRef, useState } from "react";

interface Typed {
  readonly text: string;
  /** What stood there then: what another change put there since counts more. */
  readonly over: string;
  readonly refusal: string | null;
}

/**
 * Typed in here, and written down when one leaves: for names, which others refer to. `write` says why it does not;
 * what was typed then stays to be corrected. Where somebody else takes away what it was typed for, that is told.
 */
export function useLeft(value: string, write: (text: string) => string | null) {
  const [kept, setKept] = useState<Typed | null>(null);
  const typed = kept?.over === value ? kept : null;
  const waiting = useWaiting(value);
  return {
    text: typed?.text ?? value,
    refusal: typed?.refusal ?? null,
    type: (text: string) => {
      waiting.hold({ text, over: value });
      setKept({ text, over: value, refusal: null });
    },
    leave: () => {
      waiting.letGo();
      const refusal = typed === null || typed.text === value ? null : write(typed.text);
      setKept(typed === null || refusal === null ? null : { ...typed, refusal });
    },
    drop: () => {
      waiting.letGo();
      setKept(null);
    },
  };
}

type Waiting = Pick<Typed, "text" | "over">;

/** What is typed and not written down yet: it is handed back as soon as its field holds something else, or is gone. */
function useWaiting(value: string) {
  const waitingRef = useRef<Waiting | null>(null);
  const handBack = useCallback(() => {
    const lost = waitingRef.current;
    waitingRef.current = null;
    if (lost !== null && lost.text !== lost.over) tellOfLost(lost.text);
  }, []);
  useEffect(() => {
    if (waitingRef.current?.over !== value) handBack();
  }, [value, handBack]);
  useEffect(() => handBack, [handBack]);
  return {
    hold: (typed: Waiting) => void (waitingRef.current = typed),
    letGo: () => void (waitingRef.current = null),
  };
}

function tellOfLost(text: string): void {
  const message = `"${text}", which you were typing, was not taken: its field was deleted or changed meanwhile.`;
  // Until it is closed: what was typed can be copied out of it.
  notifications.show({ message, autoClose: false });
}
