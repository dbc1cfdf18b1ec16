import { useMemo, useState } from "react";
import type { Zoom } from "../canvas-context.ts";
import type { FlowEdge } from "../flow-types.ts";
import type { CanvasNode } from "../frame-node.tsx";
import classes from "./far-layer.module.css";
import { extentNode, isStepNode } from "../frame-node.tsx";
import { union } from "../frames.ts";

/** Of fewer, all may be elements. */
const FAR_FROM = 150;
/** Selected ones that are elements nevertheless. */
const MOST_SELECTED = 20;
const NO_EDGES: FlowEdge[] = [];

interface Drawn {
  readonly nodes: CanvasNode[];
  readonly edges: FlowEdge[];
  readonly zoom: Zoom;
  /** The step that has the keyboard. */
  readonly active: string | null;
}

/** From afar only what is pointed at, selected or has the keyboard is an element; `FarLayer` shows the rest. */
export function useFar({ nodes, edges, zoom, active }: Drawn) {
  const [pointed, point] = useState<string | null>(null);
  const [hidden] = useState(makeHidden);
  const isPossible = useMemo(
    () => nodes.length >= FAR_FROM && !nodes.some((node) => isStepNode(node) && node.data.change !== null),
    [nodes],
  );
  const isFar = zoom === "dot" && isPossible;
  const shown = useMemo(() => {
    if (!isFar) return nodes;
    const selected = nodes.filter((node) => node.selected === true).slice(0, MOST_SELECTED);
    const elements = new Set([pointed, active, ...selected.map(({ id }) => id)]);
    const isElement = (node: CanvasNode) =>
      isStepNode(node) ? elements.has(node.id) : node.data.group !== null || node.data.isTarget;
    const boxes = nodes.map(({ position, width = 0, height = 0 }) => ({ ...position, width, height }));
    return [
      ...nodes.map((node) => (isElement(node) ? shownElement(node, pointed) : hidden(node))),
      extentNode(union(boxes)),
    ];
  }, [isFar, nodes, pointed, active, hidden]);
  return { isFar, isPossible, point, nodes: shown, edges: isFar ? NO_EDGES : edges };
}

/** What is pointed at lies above the others, so that it is what a click meets. */
function shownElement(node: CanvasNode, pointed: string | null): CanvasNode {
  if (node.id !== pointed) return node;
  return { ...node, className: classes["pointed"] ?? "", zIndex: 1 };
}

/** The same hidden node for the same node. */
function makeHidden() {
  const made = new WeakMap<CanvasNode, CanvasNode>();
  return (node: CanvasNode): CanvasNode => {
    const known = made.get(node);
    if (known !== undefined) return known;
    const hidden = { ...node, hidden: true };
    made.set(node, hidden);
    return hidden;
  };
}
