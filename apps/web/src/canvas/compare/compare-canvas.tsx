import { IconChevronDown, IconChevronUp } from "@tabler/icons-react";
import type { Comparison } from "@riposte/draft";
import { useMemo } from "react";
import { CanvasTool } from "../canvas-tool.tsx";
import { focusStep } from "../focus.ts";
import { StillCanvas } from "../still/still-canvas.tsx";
import { ChangeLegend } from "./change-legend.tsx";
import type { DrawnTogether } from "./drawn-together.ts";
import { nextStop } from "./next-stop.ts";

interface CompareCanvasProps {
  readonly drawn: DrawnTogether;
  readonly comparison: Comparison;
  readonly selected: string | null;
  readonly onSelect: (node: string | null) => void;
}

const WORDS = { nextChange: "Next change", previousChange: "Change before", clear: "Choose no step" };

/** Two graphs in one drawing: what came, what went, what is different, what only stands elsewhere. */
export function CompareCanvas({ drawn, comparison, selected, onSelect }: CompareCanvasProps) {
  const { graph, changes, stops } = drawn;
  const around = useMemo(() => ({ states: null, changes }), [changes]);
  const commands = useMemo(() => {
    const go = (way: 1 | -1) => {
      const next = nextStop(stops, selected, way);
      if (next === null) return false;
      onSelect(next);
      focusStep(next);
      return true;
    };
    return { nextChange: () => go(1), previousChange: () => go(-1) };
  }, [stops, selected, onSelect]);
  const keys = useMemo(() => ({ commands, words: WORDS }), [commands]);
  return (
    <StillCanvas
      graph={graph}
      label="Both graphs in one. Press ? for its keys."
      around={around}
      follow={selected}
      selected={selected}
      onSelect={onSelect}
      keys={keys}
      tools={
        stops.length > 0 && (
          <>
            <CanvasTool
              id="previousChange"
              icon={IconChevronUp}
              label="Change before"
              onClick={commands.previousChange}
            />
            <CanvasTool
              id="nextChange"
              icon={IconChevronDown}
              label="Next change"
              onClick={commands.nextChange}
            />
          </>
        )
      }
      legend={null}
    >
      <ChangeLegend comparison={comparison} />
    </StillCanvas>
  );
}
