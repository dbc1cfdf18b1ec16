import { useState } from "react";

interface Typed {
  readonly text: string;
  /** What stood there then: what another change put there since counts more. */
  readonly over: string;
  readonly refusal: string | null;
}

/**
 * Typed in here, and written down when one leaves: for names, which others refer to. `write` says why it does not;
 * what was typed then stays to be corrected.
 */
export function useLeft(value: string, write: (text: string) => string | null) {
  const [kept, setKept] = useState<Typed | null>(null);
  const typed = kept?.over === value ? kept : null;
  return {
    text: typed?.text ?? value,
    refusal: typed?.refusal ?? null,
    type: (text: string) => setKept({ text, over: value, refusal: null }),
    leave: () => {
      const refusal = typed === null || typed.text === value ? null : write(typed.text);
      setKept(typed === null || refusal === null ? null : { ...typed, refusal });
    },
    drop: () => setKept(null),
  };
}
