import type { EdgeChange, NodeChange } from "@xyflow/react";
import type { DraftGraph, Operation } from "@riposte/draft";
import type { Diagnostic, Catalogue } from "@riposte/plan";
import { use, useCallback, useEffect, useMemo, useRef, useState } from "react";
import { useDraft, useDraftStore } from "./draft-store.ts";
import type { FlowEdge, StepFlowNode } from "./flow-types.ts";
import { isStepNode, makeFrameNodes } from "./frame-node.tsx";
import type { CanvasNode } from "./frame-node.tsx";
import { framesOf } from "./frames.ts";
import { groupBoxes, movesOfHeld, shownGraph, standsForSteps } from "./groups.ts";
import type { Point } from "./measures.ts";
import { snap } from "./measures.ts";
import { titleOf } from "./node-fields.ts";
import { counted } from "./plain-line.ts";
import { dropSteps, whileDragging, withDraggedBodies } from "./reparent.ts";
import { settled } from "./settle.ts";
import { RunOnCanvasContext } from "./run-on-canvas.ts";
import type { FoldedGroups } from "./use-folded-groups.ts";
import { useBreakpoints } from "../trying/use-breakpoints.ts";
import { usePins } from "../trying/use-pins.ts";
import { makeToFlow } from "./to-flow.ts";
import type { Counts } from "./to-flow.ts";

const NOWHERE: ReadonlyMap<string, Point> = new Map();
const NONE: ReadonlySet<string> = new Set();

/** The draft as React Flow wants it, and what its changes mean for the draft. */
export function useDraftFlow(
  known: Catalogue,
  { shown, boxes, folded }: FoldedGroups,
  say: (message: string) => void,
) {
  const draft = useDraftStore();
  const graph = useDraft((state) => state.graph);
  const problems = useDraft((state) => state.problems);
  const selection = useDraft((state) => state.selection);
  const [toFlow] = useState(makeToFlow);
  const [selectedVariant] = useState(makeSelected);
  const [dragged, setDragged] = useState(NOWHERE);
  const [selectedEdges, selectEdges] = useState(NONE);

  // Who selects steps otherwise than by React Flow, which tells of edges too, leaves no edge selected behind them.
  const selectedByFlow = useRef(selection);
  useEffect(() => {
    if (selection !== selectedByFlow.current) selectEdges(NONE);
  }, [selection]);

  const counts = useMemo(() => countsOf(problems), [problems]);
  const pinned = usePins();
  const breakpoints = useBreakpoints();
  const run = use(RunOnCanvasContext);
  const flow = useMemo(
    () => toFlow(shown, { known, counts, pinned, breakpoints, states: null, ...run }),
    [toFlow, shown, known, counts, pinned, breakpoints, run],
  );
  const [frameNodes] = useState(makeFrameNodes);
  const frames = useMemo(() => {
    const selected = new Set(selection);
    if (dragged.size === 0)
      return frameNodes(withNotes(shown, graph, boxes), framesOf(shown), {
        target: null,
        groups: boxes,
        selected,
      });
    const [moved, target] = whileDragging(graph, dragged);
    const groups = new Map([...groupBoxes(moved)].filter(([id]) => !folded.has(id)));
    const drawn = shownGraph(moved, folded);
    return frameNodes(withNotes(drawn, moved, groups), framesOf(drawn), { target, groups, selected });
  }, [frameNodes, graph, shown, boxes, folded, dragged, selection]);
  const steps = useMemo(() => {
    const selected = new Set(selection);
    if (selected.size === 0 && dragged.size === 0) return flow.nodes;
    return flow.nodes.map((node) => {
      const shown = selected.has(node.id) ? selectedVariant(node) : node;
      const position = dragged.get(node.id);
      return position === undefined ? shown : { ...shown, position, dragging: true };
    });
  }, [flow.nodes, selection, dragged, selectedVariant]);
  const nodes = useMemo((): CanvasNode[] => [...frames, ...steps], [frames, steps]);
  const edges = useMemo(() => {
    if (selectedEdges.size === 0) return flow.edges;
    return flow.edges.map((edge) => (selectedEdges.has(edge.id) ? { ...edge, selected: true } : edge));
  }, [flow.edges, selectedEdges]);

  const onNodesChange = useCallback(
    (changes: NodeChange<CanvasNode>[]) => {
      const selected = new Set(draft.getState().selection);
      const moved: [string, Point][] = [];
      let isSelecting = false;
      for (const change of changes) {
        if (change.type === "select") {
          isSelecting = true;
          if (change.selected) selected.add(change.id);
          else selected.delete(change.id);
        } else if (change.type === "position" && change.dragging === true && change.position !== undefined) {
          moved.push([change.id, change.position]);
        }
      }
      if (isSelecting) {
        selectedByFlow.current = [...selected];
        draft.getState().select(selectedByFlow.current);
      }
      if (moved.length > 0)
        setDragged((before) => withDraggedBodies(draft.getState().graph, new Map([...before, ...moved])));
    },
    [draft],
  );

  const onEdgesChange = useCallback((changes: EdgeChange<FlowEdge>[]) => {
    const picked = changes.filter((change) => change.type === "select");
    if (picked.length === 0) return;
    selectEdges((before) => {
      const after = new Set(before);
      for (const { id, selected } of picked) {
        if (selected) after.add(id);
        else after.delete(id);
      }
      return after;
    });
  }, []);

  const onDragStop = useCallback(
    (_event: unknown, _node: CanvasNode | null, all: readonly CanvasNode[]) => {
      setDragged(NOWHERE);
      const moved = all.filter(isStepNode);
      const [only] = moved;
      if (only === undefined) return;
      const label =
        moved.length === 1 ? `Move ${titleOf(only.data.node)}` : `Move ${counted(moved.length, "step")}`;
      const dropped = new Map(
        moved.map(({ id, position }) => [id, { x: snap(position.x), y: snap(position.y) }]),
      );
      const { graph: now, change } = draft.getState();
      const cards = moved.filter(({ data }) => standsForSteps(data.node));
      if (cards.length > 0) {
        // With what they hold they go where they were let go, and into no loop.
        const held = movesOfHeld(now, shown, dropped);
        const others = moved.flatMap(({ id, data }): Operation[] => {
          const to = dropped.get(id);
          return to === undefined || standsForSteps(data.node) ? [] : [{ op: "move", node: id, ...to }];
        });
        change(label, [...held, ...others]);
        return;
      }
      if (!moved.some(({ id, data }) => isElsewhere(dropped.get(id), data.node.position))) return;
      const free = settled(now, withDraggedBodies(now, dropped));
      const places = new Map([...dropped].map(([id, at]) => [id, free.get(id) ?? at]));
      const { operations, says } = dropSteps(now, places);
      change(label, operations);
      if (says !== null) say(says);
    },
    [draft, shown, say],
  );

  return { graph, nodes, edges, selectedEdges, selectEdges, onNodesChange, onEdgesChange, onDragStop };
}

/** Frames of groups have their titles from what is no card itself. */
function withNotes(shown: DraftGraph, graph: DraftGraph, groups: ReadonlyMap<string, unknown>): DraftGraph {
  if (groups.size === 0) return shown;
  return { ...shown, nodes: [...shown.nodes, ...graph.nodes.filter(({ id }) => groups.has(id))] };
}

function isElsewhere(one: Point | undefined, other: Point | undefined): boolean {
  return one?.x !== other?.x || one?.y !== other?.y;
}

/** The same selected card for the same card. */
function makeSelected() {
  const made = new WeakMap<StepFlowNode, StepFlowNode>();
  return (node: StepFlowNode): StepFlowNode => {
    const known = made.get(node);
    if (known !== undefined) return known;
    const selected = { ...node, selected: true };
    made.set(node, selected);
    return selected;
  };
}

function countsOf(problems: readonly Diagnostic[]): ReadonlyMap<string, Counts> {
  const counts = new Map<string, Counts>();
  for (const { node, severity } of problems) {
    if (node === null) continue;
    const { errors, warnings } = counts.get(node) ?? { errors: 0, warnings: 0 };
    counts.set(
      node,
      severity === "error" ? { errors: errors + 1, warnings } : { errors, warnings: warnings + 1 },
    );
  }
  return counts;
}
