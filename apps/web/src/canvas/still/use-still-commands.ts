import { useReactFlow } from "@xyflow/react";
import type { DraftGraph } from "@riposte/draft";
import { useMemo } from "react";
import { focusStep } from "../focus.ts";
import { readingOrder, stepTowards } from "../reading-order.ts";
import type { useViewport } from "../viewport.tsx";

interface StillCommandHost {
  readonly graph: DraftGraph;
  readonly viewport: ReturnType<typeof useViewport>;
  /** Not where thousands of elements would be drawn for it. */
  readonly canFit: boolean;
  readonly selected: string | null;
  readonly onSelect: (node: string | null) => void;
  readonly onHelp: () => void;
}

export type StillCommands = ReturnType<typeof useStillCommands>;

/** What keys and buttons do to a graph that only shows: they move the view and the choice, and change nothing. */
export function useStillCommands({ graph, viewport, canFit, selected, onSelect, onHelp }: StillCommandHost) {
  const { zoomIn, zoomOut, zoomTo } = useReactFlow();
  return useMemo(() => {
    const order = readingOrder(graph);
    return {
      // On the page itself arrows scroll.
      go({ key, target }: KeyboardEvent) {
        if (target === document.body) return false;
        const next = stepTowards(key, { graph, order, from: selected ?? order[0] ?? null });
        if (next === null) return false;
        onSelect(next);
        focusStep(next);
        return true;
      },
      clear() {
        if (selected === null) return false;
        onSelect(null);
        return true;
      },
      ...(canFit ? { fit: () => viewport.fit(null) } : {}),
      ...(canFit && selected !== null ? { fitSelection: () => viewport.fit([selected]) } : {}),
      actualSize: () => void zoomTo(1, { duration: 150 }),
      zoomIn: () => void zoomIn({ duration: 150 }),
      zoomOut: () => void zoomOut({ duration: 150 }),
      help: onHelp,
    };
  }, [graph, viewport, canFit, selected, onSelect, onHelp, zoomIn, zoomOut, zoomTo]);
}
