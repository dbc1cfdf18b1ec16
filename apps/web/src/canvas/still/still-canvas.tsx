import "@xyflow/react/dist/base.css";
import "../kinds.css";
import { Background, ReactFlow, ReactFlowProvider } from "@xyflow/react";
import type { DraftGraph } from "@riposte/draft";
import { useCallback, useMemo, useRef, useState } from "react";
import type { MouseEvent, ReactNode } from "react";
import { CanvasContext } from "../canvas-context.ts";
import { FLOW_SETTINGS, MAP_FROM, edgeTypes, nodeTypes, useZoomLevel } from "../flow-settings.ts";
import { makeFrameNodes } from "../frame-node.tsx";
import type { CanvasNode } from "../frame-node.tsx";
import { framesOf } from "../frames.ts";
import { GraphMap } from "../graph-map.tsx";
import { groupBoxes, shownGraph } from "../groups.ts";
import { readingOrder } from "../reading-order.ts";
import classes from "../canvas.module.css";
import { FarLayer } from "../far/far-layer.tsx";
import { useFar } from "../far/use-far.ts";
import { ShortcutSheet } from "../shortcut-sheet.tsx";
import { makeToFlow } from "../to-flow.ts";
import type { Surroundings } from "../to-flow.ts";
import { useCatalogue } from "../use-catalogue.ts";
import { useMapRoom } from "../use-map-room.ts";
import { useShortcuts } from "../use-shortcuts.ts";
import type { KeyCommands } from "../use-shortcuts.ts";
import { FIT_UP_TO, READABLE, useViewport, Viewport } from "../viewport.tsx";
import { StillCanvasBar } from "./still-canvas-bar.tsx";
import { stillShortcuts } from "./still-shortcuts.ts";
import { useStillCommands } from "./use-still-commands.ts";

export interface StillCanvasProps {
  readonly graph: DraftGraph;
  /** For screen readers: what graph it is. */
  readonly label: string;
  /** What the cards show beside the steps themselves; the same object as long as nothing of it changes. */
  readonly around: Omit<Surroundings, "known" | "counts">;
  /** The step that is to be in sight. */
  readonly follow: string | null;
  /** As in `Viewport`. */
  readonly end?: string | null;
  readonly selected: string | null;
  readonly onSelect: (node: string | null) => void;
  /** A person moved the view. */
  readonly onMoved?: () => void;
  /** What other keys do here, and the words for them. */
  readonly keys?: { readonly commands: KeyCommands; readonly words: Parameters<typeof stillShortcuts>[1] };
  /** More buttons of the bar. */
  readonly tools?: ReactNode;
  /** On the sheet of keys, what the signs mean. */
  readonly legend: ReactNode;
  /** Over the canvas. */
  readonly children?: ReactNode;
}

/** What the draft's canvas shows, and nothing to change. */
export function StillCanvas(props: StillCanvasProps) {
  return (
    <ReactFlowProvider>
      <Graph {...props} />
    </ReactFlowProvider>
  );
}

const NOTHING: ReadonlySet<string> = new Set();
const NO_COUNTS = new Map<string, never>();
/** Names and signs can be read down to here; what a step does stands beside. */
const NAMES_READABLE = 0.4;

function Graph(props: StillCanvasProps) {
  const { graph: whole, label, around, follow, end = null, selected, onSelect, keys } = props;
  const graph = useMemo(() => shownGraph(whole, NOTHING), [whole]);
  const known = useCatalogue();
  const [toFlow] = useState(makeToFlow);
  const [isHelpOpen, setHelpOpen] = useState(false);
  const frame = useRef<HTMLDivElement>(null);
  const zoom = useZoomLevel(READABLE);
  const viewport = useViewport(graph);
  const flow = useMemo(
    () => toFlow(graph, { known, counts: NO_COUNTS, ...around }),
    [toFlow, graph, known, around],
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
  const far = useFar({ nodes, edges: flow.edges, zoom, active });
  const canFit = far.isPossible || graph.nodes.length <= FIT_UP_TO;
  const hasMapRoom = useMapRoom(graph);
  const context = useMemo(() => ({ zoom, active, add: null, unfold: null }), [zoom, active]);
  const onHelp = useCallback(() => setHelpOpen(true), []);
  const commands = useStillCommands({ graph, viewport, canFit, selected, onSelect, onHelp });
  const canvas = useCallback(() => frame.current, []);
  const own = keys?.commands;
  useShortcuts(
    useMemo(() => ({ ...commands, ...own }), [commands, own]),
    canvas,
  );
  return (
    <CanvasContext value={context}>
      <div ref={frame} className={classes["canvas"]} role="application" aria-label={label}>
        <ReactFlow
          {...FLOW_SETTINGS}
          nodes={far.nodes}
          edges={far.edges}
          nodeTypes={nodeTypes}
          edgeTypes={edgeTypes}
          nodesDraggable={false}
          nodesConnectable={false}
          onNodeClick={(_event: MouseEvent, { id }) => onSelect(id)}
          onPaneClick={() => onSelect(null)}
          // Our own moves come without an event.
          onMoveStart={(event) => event instanceof Event && props.onMoved?.()}
        >
          <Viewport
            graph={graph}
            follow={follow}
            readable={NAMES_READABLE}
            end={end}
            centredBelow={selected === null ? NAMES_READABLE : READABLE}
          />
          <Background gap={24} />
          {far.isFar && <FarLayer nodes={nodes} edges={flow.edges} onPoint={far.point} />}
          {graph.nodes.length >= MAP_FROM && hasMapRoom && (
            <GraphMap label="Overview of the graph" onMoved={props.onMoved} />
          )}
        </ReactFlow>
        <StillCanvasBar commands={commands}>{props.tools}</StillCanvasBar>
        {props.children}
      </div>
      {isHelpOpen && (
        <ShortcutSheet
          title="Keys of the graph"
          shortcuts={stillShortcuts(commands.fit !== undefined, keys?.words)}
          byMouse="click a step to see all about it; drag the graph to move it; Ctrl and the wheel zoom."
          onClose={() => setHelpOpen(false)}
        >
          {props.legend}
        </ShortcutSheet>
      )}
    </CanvasContext>
  );
}
