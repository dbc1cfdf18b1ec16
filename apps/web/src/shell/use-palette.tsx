import { useHotkeys } from "@mantine/hooks";
import { lazy, Suspense, useState } from "react";
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
  // Once it is there it listens itself.
  useHotkeys([["mod+K", () => setAsked((times) => (times === 0 ? 1 : times))]], [], true);
  return {
    open: () => setAsked((times) => times + 1),
    element: asked > 0 && (
      <Suspense fallback={null}>
        <CommandPalette asked={asked} />
      </Suspense>
    ),
  };
}
