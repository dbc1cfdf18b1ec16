import type { DraftGraph } from "@riposte/draft";
import { useCallback, useMemo, useState } from "react";
import { atWork, followed } from "./at-work.ts";
import { endOf } from "./end-of-run.ts";
import type { ShownState } from "./flow-types.ts";
import { shownGraph } from "./groups.ts";
import { StateLegend } from "./state-legend.tsx";
import { StillCanvas } from "./still/still-canvas.tsx";

interface RunCanvasProps {
  readonly graph: DraftGraph;
  /** Of every step. */
  readonly states: Readonly<Record<string, ShownState>>;
  /** The way out a step took, where known: the others fade. */
  readonly taken?: Readonly<Record<string, string | null>>;
  /** What cards of loops say instead of what they do. */
  readonly lines?: Readonly<Record<string, string>>;
  /** For screen readers, where there is more than one. */
  readonly label?: string;
  readonly selected: string | null;
  readonly onSelect: (node: string | null) => void;
}

const NOTHING: ReadonlySet<string> = new Set();

/** The graph of a run: what the draft's canvas shows, coloured by state, and nothing to change. */
export function RunCanvas(props: RunCanvasProps) {
  const { graph: whole, states, taken, lines, label = "Graph of the run", selected, onSelect } = props;
  const graph = useMemo(() => shownGraph(whole, NOTHING), [whole]);
  const work = useMemo(() => atWork(graph, states), [graph, states]);
  const end = useMemo(() => endOf(graph, states), [graph, states]);
  const [opened] = useState({ selected, work });
  const [isTheirs, setTheirs] = useState(false);
  const around = useMemo(
    () => ({
      states,
      ...(taken === undefined ? {} : { taken }),
      ...(lines === undefined ? {} : { lines }),
    }),
    [states, taken, lines],
  );
  return (
    <StillCanvas
      graph={whole}
      label={`${label}. Press ? for its keys.`}
      around={around}
      follow={followed({ selected, opened, work, end, isTheirs })}
      end={end}
      selected={selected}
      onSelect={onSelect}
      onMoved={useCallback(() => setTheirs(true), [])}
      legend={<StateLegend />}
    />
  );
}
