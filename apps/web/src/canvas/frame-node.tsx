import type { Node, NodeProps } from "@xyflow/react";
import { memo } from "react";
import type { DraftGraph } from "@riposte/draft";
import { parentOf } from "./blocks.ts";
import classes from "./frame-node.module.css";
import type { StepFlowNode } from "./flow-types.ts";
import type { Box, Frames } from "./frames.ts";
import { titleOf } from "./node-fields.ts";

interface FrameData extends Record<string, unknown> {
  readonly title: string;
  readonly isEmpty: boolean;
  readonly depth: number;
  /** What is dragged would come into it. */
  readonly isTarget: boolean;
}

export type FrameFlowNode = Node<FrameData, "frame">;
export type CanvasNode = StepFlowNode | FrameFlowNode;

/** What the body of a loop lies in. It is looked at and takes no pointer: that is for what lies in it, or behind it. */
export const FrameNode = memo(function FrameNode({ data }: NodeProps<FrameFlowNode>) {
  const { title, isEmpty, depth, isTarget } = data;
  return (
    <div
      className={classes["frame"]}
      data-depth={depth % 2}
      data-target={isTarget || undefined}
      data-frame={title}
    >
      <span className={classes["title"]}>{title}</span>
      {isEmpty && <span className={classes["empty"]}>Nothing to do yet: put a step here</span>}
    </div>
  );
});

/** The same node for the same frame, so that it is not drawn again. */
export function makeFrameNodes() {
  let before = new Map<string, FrameFlowNode>();
  return (graph: DraftGraph, { frames, depthOf }: Frames, target: string | null): FrameFlowNode[] => {
    const bodies = new Set(graph.nodes.map(parentOf));
    const made = graph.nodes.flatMap((node): FrameFlowNode[] => {
      const box = frames.get(node.id);
      if (box === undefined) return [];
      const data = {
        title: titleOf(node),
        isEmpty: !bodies.has(node.id),
        depth: depthOf(node.id),
        isTarget: target === node.id,
      };
      const old = before.get(node.id);
      return [old !== undefined && isSame(old, box, data) ? old : frameNode(node.id, box, data)];
    });
    before = new Map(made.map((node) => [node.id.slice(PREFIX.length), node]));
    return made;
  };
}

const PREFIX = "frame ";

function frameNode(id: string, { x, y, width, height }: Box, data: FrameData): FrameFlowNode {
  return {
    id: `${PREFIX}${id}`,
    type: "frame",
    position: { x, y },
    data,
    width,
    height,
    measured: { width, height },
    draggable: false,
    selectable: false,
    connectable: false,
    // Below the edges, outer ones below inner ones.
    zIndex: data.depth - 100,
    style: { pointerEvents: "none" },
    ariaRole: "group",
    ariaLabel: `Body of ${data.title}`,
  };
}

function isSame(old: FrameFlowNode, box: Box, data: FrameData): boolean {
  return (
    old.position.x === box.x &&
    old.position.y === box.y &&
    old.width === box.width &&
    old.height === box.height &&
    old.data.title === data.title &&
    old.data.isEmpty === data.isEmpty &&
    old.data.depth === data.depth &&
    old.data.isTarget === data.isTarget
  );
}

export function isStepNode(node: CanvasNode): node is StepFlowNode {
  return node.type === "step";
}
