import { useMemo, useState } from "react";
import type { Folds } from "../shell/line-list.tsx";
import type { StepLine } from "./step-lines.ts";
import { foldedLines, loopsAround } from "./under-their-loops.ts";

const NONE: ReadonlySet<string> = new Set();

/** Loops whose iterations are folded away; what is chosen is never hidden. */
export function useFolds(all: readonly StepLine[], selected: string) {
  const [folded, setFolded] = useState(NONE);
  const [seen, setSeen] = useState(selected);
  if (seen !== selected) {
    setSeen(selected);
    const scope = all.find(({ key }) => key === selected)?.scope ?? "";
    const around = loopsAround(scope);
    if (around.some((key) => folded.has(key))) setFolded(without(folded, around));
  }
  const { shown, holds } = useMemo(() => foldedLines(all, folded), [all, folded]);
  const folds = useMemo(
    (): Folds<StepLine> => ({
      isOpen: ({ key }) => (holds.has(key) ? !folded.has(key) : null),
      level: ({ scope }) => 1 + loopsAround(scope).length,
      onFold: ({ key }, isOpen) =>
        setFolded((before) => (isOpen ? without(before, [key]) : new Set([...before, key]))),
    }),
    [holds, folded],
  );
  return { lines: shown, folds, holds };
}

function without(keys: ReadonlySet<string>, gone: readonly string[]): ReadonlySet<string> {
  return new Set([...keys].filter((key) => !gone.includes(key)));
}
