import "@xyflow/react/dist/base.css";
import "./kinds.css";
import { Background, MiniMap, ReactFlow, ReactFlowProvider, useReactFlow } from "@xyflow/react";
import type { Connection, FinalConnectionState } from "@xyflow/react";
import { useCallback, useMemo, useRef, useState } from "react";
import type { DragEvent, MouseEvent, ReactNode } from "react";
import { addStep, placeAfterStep, placeAtEnd } from "./add-step.ts";
import classes from "./canvas.module.css";
import { CanvasBar } from "./canvas-bar.tsx";
import { CanvasContext } from "./canvas-context.ts";
import type { Place } from "./canvas-context.ts";
import { CanvasMenus } from "./canvas-menus.tsx";
import type { Menu } from "./canvas-menus.tsx";
import type { Choice } from "./choices.ts";
import { choicesOf } from "./choices.ts";
import { useDraft, useDraftStore } from "./draft-store.ts";
import { edgeTypes, FLOW_SETTINGS, nodeTypes, useZoomLevel } from "./flow-settings.ts";
import type { StepFlowNode } from "./flow-types.ts";
import { focusPanel, focusStep } from "./focus.ts";
import { nodeOf, refusal } from "./graph-questions.ts";
import type { Point } from "./measures.ts";
import { GRID, STEP_HEIGHT, STEP_WIDTH } from "./measures.ts";
import { titleOf } from "./node-fields.ts";
import { Palette } from "./palette.tsx";
import { ShortcutSheet } from "./shortcut-sheet.tsx";
import { StartHere } from "./start-here.tsx";
import { DRAGGED_CHOICE } from "./step-picker.tsx";
import { useCatalogue } from "./use-catalogue.ts";
import { useClipboard } from "./use-clipboard.ts";
import { useCommands } from "./use-commands.ts";
import { useDraftFlow } from "./use-draft-flow.ts";
import { useShortcuts } from "./use-shortcuts.ts";
import { useViewport, Viewport } from "./viewport.tsx";

/** On a canvas of fewer steps a map hides more than it shows. */
const MAP_FROM = 8;
const POINTING_MS = 400;

interface DraftCanvasProps {
  /** Nothing but the canvas. */
  readonly isBare: boolean;
  readonly onToggleBare: () => void;
  readonly onShowPanel: () => void;
  readonly say: (message: string) => void;
  /** The step's panel, at the right of the canvas. */
  readonly children?: ReactNode;
}

/** The draft as a drawing, with the palette beside it. */
export function DraftCanvas(props: DraftCanvasProps) {
  return (
    <ReactFlowProvider>
      <Drawing {...props} />
    </ReactFlowProvider>
  );
}

function Drawing({ isBare, onToggleBare, onShowPanel, say, children }: DraftCanvasProps) {
  const draft = useDraftStore();
  const mayWrite = useDraft(({ playbook }) => playbook.mayWrite);
  const known = useCatalogue();
  const choices = useMemo(() => choicesOf(known), [known]);
  const flow = useDraftFlow(known);
  const { graph, selectedEdges, selectEdges } = flow;
  const { screenToFlowPosition, flowToScreenPosition } = useReactFlow<StepFlowNode>();
  const viewport = useViewport(graph);
  const zoom = useZoomLevel();
  const frame = useRef<HTMLDivElement>(null);
  const pointer = useRef<Point | null>(null);
  const pressedAt = useRef(0);
  const isPointing = useCallback(() => performance.now() - pressedAt.current < POINTING_MS, []);
  const followed = useDraft(({ selection }) => (selection.length === 1 ? (selection[0] ?? null) : null));
  const [menu, setMenu] = useState<Menu | null>(null);
  const [isHelpOpen, setHelpOpen] = useState(false);
  const [remembered, setActive] = useState<string | null>(null);
  const first = graph.nodes.find(({ kind }) => kind === "trigger") ?? graph.nodes[0];
  const active = nodeOf(graph, remembered)?.id ?? first?.id ?? null;

  const openAdd = useCallback((place: Place, anchor: Point) => setMenu({ kind: "add", place, anchor }), []);
  const around = useMemo(
    () => ({ zoom, active, add: mayWrite ? openAdd : null }),
    [zoom, active, mayWrite, openAdd],
  );

  const add = useCallback(
    (choice: Choice, place: Place, by: "pointer" | "keyboard") => {
      setMenu(null);
      const added = addStep(draft.getState().graph, choice, place);
      if (typeof added === "string") {
        say(added);
        return null;
      }
      draft.getState().change(added.label, added.operations);
      draft.getState().select([added.id]);
      setActive(added.id);
      onShowPanel();
      if (by === "pointer") focusPanel();
      else focusStep(added.id);
      return added.id;
    },
    [draft, onShowPanel, say],
  );

  const connect = useCallback(
    ({ source, sourceHandle, target }: Connection) => {
      const edge = { from: source, port: sourceHandle ?? "default", to: target };
      const { graph, change } = draft.getState();
      const why = refusal(graph, edge);
      const [from, to] = [nodeOf(graph, edge.from), nodeOf(graph, edge.to)];
      if (why !== null || from === undefined || to === undefined) say(why ?? "One of the steps is gone.");
      else change(`Connect ${titleOf(from)} to ${titleOf(to)}`, [{ op: "add_edge", edge }]);
    },
    [draft, say],
  );

  /** Let go on a card it connects; on nothing it asks what comes next. */
  const onConnectEnd = useCallback(
    (event: globalThis.MouseEvent | TouchEvent, state: FinalConnectionState) => {
      const { fromNode, fromHandle, toHandle, isValid } = state;
      if (fromNode === null || fromHandle === null || isValid === true) return;
      const { clientX: x, clientY: y } =
        "clientX" in event ? event : (event.changedTouches[0] ?? { clientX: 0, clientY: 0 });
      const port = fromHandle.id ?? "default";
      const target =
        toHandle?.nodeId ??
        document.elementFromPoint(x, y)?.closest<HTMLElement>(".react-flow__node")?.dataset["id"];
      if (target !== undefined && target !== fromNode.id) {
        connect({ source: fromNode.id, sourceHandle: port, target, targetHandle: "in" });
      } else if (target === undefined) {
        const { x: left, y: middle } = screenToFlowPosition({ x, y });
        const place = { from: { node: fromNode.id, port }, at: { x: left, y: middle - STEP_HEIGHT / 2 } };
        openAdd(place, { x, y });
      }
    },
    [connect, openAdd, screenToFlowPosition],
  );

  const isValidConnection = useCallback(
    ({ source, sourceHandle, target }: { source: string; sourceHandle?: string | null; target: string }) =>
      refusal(draft.getState().graph, { from: source, port: sourceHandle ?? "default", to: target }) === null,
    [draft],
  );

  const onDrop = (event: DragEvent) => {
    const choice = choices.find(({ key }) => key === event.dataTransfer.getData(DRAGGED_CHOICE));
    if (choice === undefined) return;
    event.preventDefault();
    const at = screenToFlowPosition({ x: event.clientX, y: event.clientY });
    const place = { x: at.x - STEP_WIDTH / 2, y: at.y - STEP_HEIGHT / 2 };
    const edge = edgeUnder(event.clientX, event.clientY, flow.edges);
    const into = choice.node === "trigger" || edge === null ? {} : edge;
    add(choice, edge === null ? { at: place } : into, "pointer");
  };

  const addFromPalette = (choice: Choice, by: "pointer" | "keyboard") => {
    const from = nodeOf(graph, draft.getState().selection.at(-1));
    const after =
      from === undefined || choice.node === "trigger" ? null : placeAfterStep(graph, from, "between");
    add(choice, after ?? (choice.node === "trigger" ? {} : placeAtEnd(graph)), by);
  };

  /** The first step asks for the second. */
  const start = (choice: Choice) => {
    const id = add(choice, {}, "keyboard");
    if (id === null) return;
    const beside = flowToScreenPosition({ x: STEP_WIDTH + 32, y: 0 });
    openAdd({ from: { node: id, port: "default" } }, beside);
  };

  const host = useMemo(
    () => ({
      viewport,
      active,
      setActive,
      selectedEdges,
      openAdd,
      openConnect: (node: string, anchor: Point) => setMenu({ kind: "connect", node, anchor }),
      showPanel: onShowPanel,
      showHelp: () => setHelpOpen(true),
      toggleBare: onToggleBare,
      say,
    }),
    [viewport, active, selectedEdges, openAdd, onShowPanel, onToggleBare, say],
  );
  const commands = useCommands(host);
  const canvas = useCallback(() => frame.current, []);
  useShortcuts(commands, canvas);
  const place = useCallback(
    () => (pointer.current === null ? null : screenToFlowPosition(pointer.current)),
    [screenToFlowPosition],
  );
  useClipboard({ place, say });

  const closeMenu = useCallback(() => {
    setMenu(null);
    if (active !== null) focusStep(active);
  }, [active]);

  return (
    <CanvasContext value={around}>
      {!isBare && mayWrite && <Palette choices={choices} onAdd={addFromPalette} />}
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- an application takes what it is given */}
      <div
        ref={frame}
        className={classes["canvas"]}
        data-region="canvas"
        role="application"
        aria-label="Canvas. Press ? for its keys."
        aria-roledescription="canvas"
        onPointerMove={({ clientX: x, clientY: y }) => (pointer.current = { x, y })}
        onPointerDownCapture={() => (pressedAt.current = performance.now())}
        onPointerLeave={() => (pointer.current = null)}
        onFocus={({ target }) => {
          const id = target.getAttribute("data-step");
          if (id !== null) setActive(id);
        }}
        onDragOver={(event) => {
          if (event.dataTransfer.types.includes(DRAGGED_CHOICE)) event.preventDefault();
        }}
        onDrop={onDrop}
      >
        <ReactFlow
          {...FLOW_SETTINGS}
          nodes={flow.nodes}
          edges={flow.edges}
          nodeTypes={nodeTypes}
          edgeTypes={edgeTypes}
          nodesDraggable={mayWrite}
          nodesConnectable={mayWrite}
          connectOnClick={false}
          connectionRadius={GRID * 4}
          onNodesChange={flow.onNodesChange}
          onEdgesChange={flow.onEdgesChange}
          onNodeDragStop={flow.onDragStop}
          onSelectionDragStop={(event, nodes) => flow.onDragStop(event, null, nodes)}
          onNodeClick={(_event: MouseEvent, { id }) => {
            setActive(id);
            focusStep(id);
          }}
          onNodeDoubleClick={() => {
            onShowPanel();
            focusPanel();
          }}
          onPaneClick={() => selectEdges(new Set())}
          onConnect={connect}
          onConnectEnd={onConnectEnd}
          isValidConnection={isValidConnection}
        >
          <Viewport graph={graph} follow={followed} isPointing={isPointing} />
          <Background gap={GRID * 3} />
          {!isBare && graph.nodes.length >= MAP_FROM && (
            <MiniMap pannable zoomable ariaLabel="Overview of the playbook" />
          )}
        </ReactFlow>
        <CanvasBar commands={commands} isBare={isBare} mayWrite={mayWrite} />
        {graph.nodes.length === 0 && mayWrite && (
          <StartHere triggers={choices.filter(({ kind }) => kind === "trigger")} onStart={start} />
        )}
      </div>
      {children}
      {menu !== null && (
        <CanvasMenus {...{ menu, choices, graph, connect }} onAdd={add} onClose={closeMenu} />
      )}
      {isHelpOpen && <ShortcutSheet onClose={() => setHelpOpen(false)} />}
    </CanvasContext>
  );
}

/** A step that is dropped onto a way goes in between. */
function edgeUnder(x: number, y: number, edges: ReturnType<typeof useDraftFlow>["edges"]): Place | null {
  const under = document
    .elementsFromPoint(x, y)
    .map((element) => element.closest<SVGElement>(".react-flow__edge")?.dataset["id"])
    .find((id) => id !== undefined);
  const edge = edges.find(({ id }) => id === under);
  if (edge === undefined) return null;
  return { from: { node: edge.source, port: edge.sourceHandle ?? "default" }, before: edge.target };
}
