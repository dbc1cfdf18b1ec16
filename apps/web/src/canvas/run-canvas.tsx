import "@xyflow/react/dist/base.css";
import "./kinds.css";
import { Background, MiniMap, ReactFlow, ReactFlowProvider } from "@xyflow/react";
import type { DraftGraph } from "@riposte/draft";
import { useCallback, useMemo, useRef, useState } from "react";
import type { MouseEvent } from "react";
import { atWork, followed } from "./at-work.ts";
import { CanvasContext } from "./canvas-context.ts";
import { FLOW_SETTINGS, MAP_FROM, edgeTypes, nodeTypes, useZoomLevel } from "./flow-settings.ts";
import type { ShownState } from "./flow-types.ts";
import { makeFrameNodes } from "./frame-node.tsx";
import type { CanvasNode } from "./frame-node.tsx";
import { framesOf } from "./frames.ts";
import { groupBoxes, shownGraph } from "./groups.ts";
import { readingOrder } from "./reading-order.ts";
import classes from "./canvas.module.css";
import { RunCanvasBar } from "./run-canvas-bar.tsx";
import { runShortcuts } from "./run-shortcuts.ts";
import { ShortcutSheet } from "./shortcut-sheet.tsx";
import { StateLegend } from "./state-legend.tsx";
import { makeToFlow } from "./to-flow.ts";
import { useCatalogue } from "./use-catalogue.ts";
import { useMapRoom } from "./use-map-room.ts";
import { useRunCommands } from "./use-run-commands.ts";
import { useShortcuts } from "./use-shortcuts.ts";
import { endOf } from "./end-of-run.ts";
import { READABLE, useViewport, Viewport } from "./viewport.tsx";

interface RunCanvasProps {
  readonly graph: DraftGraph;
  /** Of every step. */
  readonly states: Readonly<Record<string, ShownState>>;
  /** The way out a step took, where known: the others fade. */
  readonly taken?: Readonly<Record<string, string | null>>;
  /** What cards of loops say instead of what they do. */
  readonly lines?: Readonly<Record<string, string>>;
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

const NOTHING: ReadonlySet<string> = new Set();
const NO_COUNTS = new Map<string, never>();
/** Names and states can be read down to here; what a step does stands in its panel. */
const NAMES_READABLE = 0.4;

function Graph({ graph: whole, states, taken, lines, selected, onSelect }: RunCanvasProps) {
  const graph = useMemo(() => shownGraph(whole, NOTHING), [whole]);
  const known = useCatalogue();
  const [toFlow] = useState(makeToFlow);
  const [isHelpOpen, setHelpOpen] = useState(false);
  const frame = useRef<HTMLDivElement>(null);
  const zoom = useZoomLevel(READABLE);
  const viewport = useViewport(graph);
  const flow = useMemo(
    () =>
      toFlow(graph, {
        known,
        counts: NO_COUNTS,
        states,
        ...(taken === undefined ? {} : { taken }),
        ...(lines === undefined ? {} : { lines }),
      }),
    [toFlow, graph, known, states, taken, lines],
  );
  const [frameNodes] = useState(makeFrameNodes);
  const frames = useMemo(
    () => frameNodes(whole, framesOf(graph), { target: null, groups: groupBoxes(whole), selected: NOTHING }),
    [frameNodes, whole, graph],
  );
  const nodes = useMemo(
    (): CanvasNode[] => [
      ...frames,
      ...flow.nodes.map((node) => (node.id === selected ? { ...node, selected: true } : node)),
    ],
    [frames, flow.nodes, selected],
  );
  const first = useMemo(() => readingOrder(graph)[0] ?? null, [graph]);
  const active = selected ?? first;
  const work = useMemo(() => atWork(graph, states), [graph, states]);
  const end = useMemo(() => endOf(graph, states), [graph, states]);
  const [opened] = useState({ selected, work });
  const hasMapRoom = useMapRoom(graph);
  const [isTheirs, setTheirs] = useState(false);
  const around = useMemo(() => ({ zoom, active, add: null, unfold: null }), [zoom, active]);
  const onHelp = useCallback(() => setHelpOpen(true), []);
  const commands = useRunCommands({ graph, viewport, selected, onSelect, onHelp });
  const canvas = useCallback(() => frame.current, []);
  useShortcuts(commands, canvas);
  return (
    <CanvasContext value={around}>
      <div
        ref={frame}
        className={classes["canvas"]}
        role="application"
        aria-label="Graph of the run. Press ? for its keys."
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
          // Our own moves come without an event.
          onMoveStart={(event) => event instanceof Event && setTheirs(true)}
        >
          <Viewport
            graph={graph}
            follow={followed({ selected, opened, work, end, isTheirs })}
            readable={NAMES_READABLE}
            end={end}
            centredBelow={selected === null ? NAMES_READABLE : READABLE}
          />
          <Background gap={24} />
          {graph.nodes.length >= MAP_FROM && hasMapRoom && (
            <MiniMap pannable zoomable ariaLabel="Overview of the graph" />
          )}
        </ReactFlow>
        <RunCanvasBar commands={commands} />
      </div>
      {isHelpOpen && (
        <ShortcutSheet
          title="Keys of the graph"
          shortcuts={runShortcuts(commands.fit !== undefined)}
          byMouse="click a step to see all about it; drag the graph to move it; Ctrl and the wheel zoom."
          onClose={() => setHelpOpen(false)}
        >
          <StateLegend />
        </ShortcutSheet>
      )}
    </CanvasContext>
  );
}
