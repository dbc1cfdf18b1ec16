import "@xyflow/react/dist/base.css";
import "./kinds.css";
import { Background, Controls, MiniMap, ReactFlow, ReactFlowProvider } from "@xyflow/react";
import type { DraftGraph } from "@riposte/draft";
import type { StepState } from "@riposte/plan";
import { useMemo, useState } from "react";
import type { KeyboardEvent, MouseEvent } from "react";
import { CanvasContext } from "./canvas-context.ts";
import { FLOW_SETTINGS, edgeTypes, nodeTypes, useZoomLevel } from "./flow-settings.ts";
import { readingOrder, stepTowards } from "./reading-order.ts";
import classes from "./canvas.module.css";
import { Viewport } from "./viewport.tsx";
import { makeToFlow } from "./to-flow.ts";
import { useCatalogue } from "./use-catalogue.ts";

interface RunCanvasProps {
  readonly graph: DraftGraph;
  /** A step without one waits. */
  readonly states: Readonly<Record<string, StepState>>;
  /** The way out a step took, where known: the others fade. */
  readonly taken?: Readonly<Record<string, string | null>>;
  readonly selected: string | null;
  readonly onSelect: (node: string | null) => void;
}

/** The graph of a run: what the draft's canvas shows, coloured by state, and nothing to change. */
export function RunCanvas(props: RunCanvasProps) {
  return (
    <ReactFlowProvider>
      <Graph {...props} />
    </ReactFlowProvider>
  );
}

const NO_COUNTS = new Map<string, never>();

function Graph({ graph, states, taken, selected, onSelect }: RunCanvasProps) {
  const known = useCatalogue();
  const [toFlow] = useState(makeToFlow);
  const zoom = useZoomLevel();
  const flow = useMemo(
    () => toFlow(graph, { known, counts: NO_COUNTS, states, ...(taken === undefined ? {} : { taken }) }),
    [toFlow, graph, known, states, taken],
  );
  const nodes = useMemo(
    () => flow.nodes.map((node) => (node.id === selected ? { ...node, selected: true } : node)),
    [flow.nodes, selected],
  );
  const [focus] = useState(() => whereItIs(graph, states));
  const order = useMemo(() => readingOrder(graph), [graph]);
  const active = selected ?? order[0] ?? null;
  const around = useMemo(() => ({ zoom, active, add: null }), [zoom, active]);
  const onKeyDown = (event: KeyboardEvent) => {
    const next = stepTowards(event.key, { graph, order, from: active });
    if (next === null) return;
    event.preventDefault();
    onSelect(next);
  };
  return (
    <CanvasContext value={around}>
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- arrows go from step to step */}
      <div
        className={classes["canvas"]}
        role="application"
        aria-label="Graph of the run"
        onKeyDown={onKeyDown}
      >
        <ReactFlow
          {...FLOW_SETTINGS}
          nodes={nodes}
          edges={flow.edges}
          nodeTypes={nodeTypes}
          edgeTypes={edgeTypes}
          nodesDraggable={false}
          nodesConnectable={false}
          onNodeClick={(_event: MouseEvent, { id }) => onSelect(id)}
          onPaneClick={() => onSelect(null)}
        >
          <Viewport graph={graph} follow={selected ?? focus} />
          <Background gap={24} />
          <MiniMap pannable zoomable ariaLabel="Overview of the graph" />
          <Controls showInteractive={false} showFitView={false} />
        </ReactFlow>
      </div>
    </CanvasContext>
  );
}

const TELLING: readonly StepState[] = ["unknown", "approval", "failed", "running"];

/** The step that one wants to see first. */
function whereItIs(graph: DraftGraph, states: RunCanvasProps["states"]): string | null {
  for (const state of TELLING) {
    const step = graph.nodes.find(({ id }) => states[id] === state);
    if (step !== undefined) return step.id;
  }
  return null;
}
