import { useEffect, useState } from "react";
import type { KeptTexts } from "./kept-texts.ts";

/** What was shown of an action's scripts, while its editor is open. */
export function useKeptTexts(): KeptTexts {
  const [texts] = useState<KeptTexts>(() => new Map());
  useEffect(
    () => () => {
      for (const { model } of texts.values()) model.dispose();
      texts.clear();
    },
    [texts],
  );
  return texts;
}
