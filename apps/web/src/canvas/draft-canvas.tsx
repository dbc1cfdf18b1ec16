import "@xyflow/react/dist/base.css";
import "./kinds.css";
import { Button } from "@mantine/core";
import { useLocalStorage, useMediaQuery } from "@mantine/hooks";
import { IconListTree, IconPlus } from "@tabler/icons-react";
import { Background, ReactFlow, ReactFlowProvider, useReactFlow } from "@xyflow/react";
import { useCallback, useMemo, useRef, useState } from "react";
import type { MouseEvent, ReactNode } from "react";
import { FindPage } from "../find/find-page.tsx";
import classes from "./canvas.module.css";
import { CanvasBar } from "./canvas-bar.tsx";
import { CanvasContext } from "./canvas-context.ts";
import type { Place } from "./canvas-context.ts";
import { CanvasMenus } from "./canvas-menus.tsx";
import type { Menu } from "./canvas-menus.tsx";
import type { Choice } from "./choices.ts";
import { choicesOf } from "./choices.ts";
import { useDraft } from "./draft-store.ts";
import { edgeTypes, FLOW_SETTINGS, MAP_FROM, nodeTypes, useZoomLevel } from "./flow-settings.ts";
import type { Closing } from "./floating-box.tsx";
import type { StepFlowNode } from "./flow-types.ts";
import { focusPanel, focusSide, focusStep, isTyping, workIn } from "./focus.ts";
import { isStepNode } from "./frame-node.tsx";
import { GroupHandsContext } from "./group-hands.ts";
import { nodeOf } from "./graph-questions.ts";
import type { Point } from "./measures.ts";
import { GRID, STEP_WIDTH } from "./measures.ts";
import { OthersOnCanvas } from "../presence/others-on-canvas.tsx";
import { Outline } from "./outline-tree.tsx";
import { Palette } from "./palette.tsx";
import { SelectionBar } from "./selection-bar.tsx";
import { ShortcutSheet } from "./shortcut-sheet.tsx";
import { EDITOR_SHORTCUTS } from "./shortcuts.ts";
import { Side } from "./side.tsx";
import type { SideTab } from "./side.tsx";
import { StartHere } from "./start-here.tsx";
import { FarLayer } from "./far/far-layer.tsx";
import { useFar } from "./far/use-far.ts";
import { DRAGGED_CHOICE } from "./step-picker.tsx";
import { useAdding } from "./use-adding.ts";
import { useCatalogue } from "./use-catalogue.ts";
import { useClipboard } from "./use-clipboard.ts";
import { useCommandEntries } from "./use-command-entries.ts";
import { useCommands } from "./use-commands.ts";
import { useConnecting } from "./use-connecting.ts";
import { useDraftFlow } from "./use-draft-flow.ts";
import { useFoldedGroups } from "./use-folded-groups.ts";
import { useShortcuts } from "./use-shortcuts.ts";
import { useVisit } from "./use-visit.ts";
import { useJumpToEdge } from "./use-wanted-edge.ts";
import { useTidy } from "./use-tidy.ts";
import { useViewport, Viewport } from "./viewport.tsx";

/** Palette, canvas and panel do not fit side by side: the palette comes when it is asked for. */
const NARROW = "(max-width: 1100px)";
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
  const mayWrite = useDraft(({ playbook }) => playbook.mayWrite);
  const known = useCatalogue();
  const choices = useMemo(() => choicesOf(known), [known]);
  const groups = useFoldedGroups();
  const flow = useDraftFlow(known, groups, say);
  const { graph, selectedEdges, selectEdges } = flow;
  const { screenToFlowPosition, flowToScreenPosition } = useReactFlow<StepFlowNode>();
  const viewport = useViewport(groups.shown);
  const zoom = useZoomLevel();
  useJumpToEdge({ graph, selectEdges, show: viewport.show, say });
  const frame = useRef<HTMLDivElement>(null);
  const pointer = useRef<Point | null>(null);
  const pressed = useRef<{ readonly step: string | null; readonly at: number }>({ step: null, at: 0 });
  const isPointing = useCallback(
    (step: string) => pressed.current.step === step && performance.now() - pressed.current.at < POINTING_MS,
    [],
  );
  const followed = useDraft(({ selection }) => (selection.length === 1 ? (selection[0] ?? null) : null));
  const [menu, setMenu] = useState<Menu | null>(null);
  const [isHelpOpen, setHelpOpen] = useState(false);
  const isNarrow = useMediaQuery(NARROW, false, { getInitialValueInEffect: false });
  const [isPaletteOpen, setPaletteOpen] = useState(false);
  const [tab, setTab] = useLocalStorage<SideTab>({ key: "riposte-editor-side", defaultValue: "add" });
  const showSide = useCallback(
    (next: SideTab) => {
      onShowPanel();
      setPaletteOpen(true);
      setTab(next);
      focusSide(next);
    },
    [onShowPanel, setTab],
  );
  const [remembered, setActive] = useState<string | null>(null);
  const first = graph.nodes.find(({ kind }) => kind === "trigger") ?? graph.nodes[0];
  const active = nodeOf(groups.shown, remembered)?.id ?? first?.id ?? null;

  const far = useFar({ nodes: flow.nodes, edges: flow.edges, zoom, active });

  const openAdd = useCallback((place: Place, anchor: Point) => setMenu({ kind: "add", place, anchor }), []);
  const { folded, fold } = groups;
  const select = useDraft((draft) => draft.select);
  const unfold = useCallback((group: string) => fold(group, false), [fold]);
  const around = useMemo(
    () => ({ zoom, active, add: mayWrite ? openAdd : null, unfold }),
    [zoom, active, mayWrite, openAdd, unfold],
  );
  const groupHands = useMemo(
    () => ({
      fold: (group: string) => fold(group, true),
      choose: (group: string) => select([group]),
    }),
    [fold, select],
  );

  const closing = useCallback(() => {
    setMenu(null);
    setPaletteOpen(false);
  }, []);
  const { put, add, onDrop, addFromPalette } = useAdding({
    choices,
    edges: flow.edges,
    onAdding: closing,
    onAdded: setActive,
    onShowPanel,
    say,
  });
  const connecting = useConnecting({ openAdd, say });

  /** The first step asks for the second. */
  const start = (choice: Choice) => {
    const id = put(choice, {});
    if (id === null) return;
    const beside = flowToScreenPosition({ x: STEP_WIDTH + 32, y: 0 });
    openAdd({ from: { node: id, port: "default" } }, beside);
  };

  const { run: tidy, done: tidied } = useTidy(say);
  const visit = useVisit({ viewport, setActive });
  const host = useMemo(
    () => ({
      viewport,
      visit,
      groups: { folded, fold },
      active,
      setActive,
      selectedEdges,
      openAdd,
      openMenu: (anchor: Point) => setMenu({ kind: "commands", anchor }),
      openConnect: (node: string, anchor: Point) => setMenu({ kind: "connect", node, anchor }),
      showPanel: onShowPanel,
      showHelp: () => setHelpOpen(true),
      showSide,
      toggleBare: onToggleBare,
      tidy,
      say,
    }),
    [
      viewport,
      visit,
      folded,
      fold,
      active,
      selectedEdges,
      openAdd,
      onShowPanel,
      showSide,
      onToggleBare,
      tidy,
      say,
    ],
  );
  const commands = useCommands(host);
  const canvas = useCallback(() => frame.current, []);
  useShortcuts(commands, canvas);
  const place = useCallback(
    () => (pointer.current === null ? null : screenToFlowPosition(pointer.current)),
    [screenToFlowPosition],
  );
  useClipboard({ place, say });

  const closeMenu = useCallback(
    (how: Closing) => {
      setMenu(null);
      if (how === "back" && active !== null) focusStep(active);
    },
    [active],
  );
  const leaveFind = useCallback(() => {
    workIn("canvas");
    if (active !== null) focusStep(active);
  }, [active]);
  const hasMap = graph.nodes.length >= MAP_FROM;
  const { reveal } = viewport;
  // The same while something is dragged: it has no part in that.
  const side = useMemo(
    () => (
      <Side
        {...{ tab, hasMap }}
        onTab={setTab}
        {...(isNarrow ? { onClose: () => setPaletteOpen(false) } : {})}
        pages={{
          add: mayWrite ? <Palette {...{ choices }} onAdd={addFromPalette} takesFocus={isNarrow} /> : null,
          outline: <Outline {...{ known, setActive, onShowPanel }} />,
          find: <FindPage {...{ reveal, say }} onLeave={leaveFind} />,
        }}
      />
    ),
    [
      tab,
      setTab,
      hasMap,
      isNarrow,
      mayWrite,
      choices,
      addFromPalette,
      known,
      onShowPanel,
      reveal,
      say,
      leaveFind,
    ],
  );
  const close = () => closeMenu("back");
  const entries = useCommandEntries({ known, choices, active, commands, add, goTo: visit, close });

  return (
    <CanvasContext value={around}>
      {!isBare && (!isNarrow || isPaletteOpen) && side}
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- an application takes what it is given */}
      <div
        ref={frame}
        className={classes["canvas"]}
        data-region="canvas"
        role="application"
        aria-label="Canvas. Press ? for its keys."
        aria-roledescription="canvas"
        tabIndex={-1}
        onPointerMove={({ clientX: x, clientY: y }) => (pointer.current = { x, y })}
        onPointerDownCapture={({ target }) => {
          const step = target instanceof Element ? target.getAttribute("data-step") : null;
          pressed.current = { step, at: performance.now() };
          // Text that is selected elsewhere would be extended with Shift, and copied instead of steps.
          if (!isTyping(target)) globalThis.getSelection()?.removeAllRanges();
        }}
        onPointerLeave={() => (pointer.current = null)}
        onFocus={({ target }) => {
          workIn("canvas");
          const id = target.getAttribute("data-step");
          if (id !== null) setActive(id);
        }}
        onDragOver={(event) => {
          if (event.dataTransfer.types.includes(DRAGGED_CHOICE)) event.preventDefault();
        }}
        onDrop={onDrop}
      >
        <GroupHandsContext value={groupHands}>
          <ReactFlow
            {...FLOW_SETTINGS}
            nodes={far.nodes}
            edges={far.edges}
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
            onNodeDoubleClick={(_event: MouseEvent, { id }) => {
              onShowPanel();
              focusPanel(id);
            }}
            onNodeContextMenu={(event, node) => {
              if (!isStepNode(node)) return;
              event.preventDefault();
              setActive(node.id);
              select([node.id]);
              setMenu({ kind: "commands", anchor: { x: event.clientX, y: event.clientY }, of: node.id });
            }}
            onPaneClick={() => selectEdges(new Set())}
            {...connecting}
          >
            <Viewport graph={groups.shown} follow={followed} isPointing={isPointing} />
            <OthersOnCanvas graph={groups.shown} />
            <Background gap={GRID * 3} />
            {far.isFar && (
              <FarLayer nodes={flow.nodes} edges={flow.edges} onPoint={far.point} onBox={select} />
            )}
          </ReactFlow>
        </GroupHandsContext>
        <CanvasBar {...{ commands, isBare, mayWrite, tidied }} />
        {mayWrite && <SelectionBar commands={commands} />}
        {isNarrow && !isBare && !isPaletteOpen && (
          <Button
            className={classes["steps"] ?? ""}
            size="xs"
            variant="default"
            leftSection={
              mayWrite ? <IconPlus size={14} aria-hidden /> : <IconListTree size={14} aria-hidden />
            }
            onClick={() => setPaletteOpen(true)}
          >
            {mayWrite ? "Steps" : "Outline"}
          </Button>
        )}
        {graph.nodes.length === 0 && mayWrite && (
          <StartHere triggers={choices.filter(({ kind }) => kind === "trigger")} onStart={start} />
        )}
      </div>
      {children}
      {menu !== null && (
        <CanvasMenus
          {...{ menu, choices, graph, known, entries }}
          connect={connecting.onConnect}
          onAdd={add}
          onClose={closeMenu}
        />
      )}
      {isHelpOpen && (
        <ShortcutSheet
          title="Keys of the canvas"
          shortcuts={EDITOR_SHORTCUTS}
          byMouse="drag from a step's grip to connect, click it to add the next step; drag the canvas to move it, with Shift to select steps; Ctrl and the wheel zoom."
          onClose={() => setHelpOpen(false)}
        />
      )}
    </CanvasContext>
  );
}
