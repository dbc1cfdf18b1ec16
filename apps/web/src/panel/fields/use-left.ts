import { useState } from "react";

/** Typed in here, and written down when one leaves: for names, which others refer to. */
export function useLeft(value: string, write: (text: string) => void) {
  const [typed, setTyped] = useState<string | null>(null);
  return {
    text: typed ?? value,
    type: setTyped,
    leave: () => {
      if (typed !== null && typed !== value) write(typed);
      setTyped(null);
    },
    drop: () => setTyped(null),
  };
}
