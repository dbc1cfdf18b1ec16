import { useHotkeys } from "@mantine/hooks";
import { lazy, Suspense, useEffect, useState } from "react";
import type { ReactNode } from "react";

const CommandPalette = lazy(async () => ({
  default: (await import("./command-palette.tsx")).CommandPalette,
}));

interface Palette {
  readonly open: () => void;
  /** To be put somewhere. */
  readonly element: ReactNode;
}

/** The command palette, fetched when it is first asked for: the first page does not wait for it. */
export function usePalette(): Palette {
  const [asked, setAsked] = useState(0);
  const [query, setQuery] = useState("");
  useTypedMeanwhile(asked > 0, setQuery);
  // Once it is there it listens itself.
  useHotkeys([["mod+K", () => setAsked((times) => (times === 0 ? 1 : times))]], [], true);
  return {
    open: () => setAsked((times) => times + 1),
    element: asked > 0 && (
      <Suspense fallback={null}>
        <CommandPalette asked={asked} query={query} onQuery={setQuery} />
      </Suspense>
    ),
  };
}

/** Whoever knows it types on at once: what comes before it is there and has the focus is meant for it all the same. */
function useTypedMeanwhile(isAsked: boolean, add: (next: (before: string) => string) => void): void {
  useEffect(() => {
    if (!isAsked) return undefined;
    const stopped = new AbortController();
    const take = (event: KeyboardEvent) => {
      if (isField(event.target) || event.key === "Escape") return stopped.abort();
      if (event.ctrlKey || event.metaKey || event.altKey) return undefined;
      event.preventDefault();
      event.stopPropagation();
      if (event.key.length === 1) add((before) => before + event.key);
      return undefined;
    };
    document.addEventListener("keydown", take, { capture: true, signal: stopped.signal });
    document.addEventListener("pointerdown", () => stopped.abort(), { signal: stopped.signal });
    return () => stopped.abort();
  }, [isAsked, add]);
}

function isField(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && target.closest("[role=dialog] input") !== null;
}
