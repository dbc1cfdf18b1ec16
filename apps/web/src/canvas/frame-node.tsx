import type { Node, NodeProps } from "@xyflow/react";
import { IconChevronDown } from "@tabler/icons-react";
import { memo } from "react";
import type { DraftGraph } from "@riposte/draft";
import { parentOf } from "./blocks.ts";
import classes from "./frame-node.module.css";
import type { StepFlowNode } from "./flow-types.ts";
import type { Box, Frames } from "./frames.ts";
import { useGroupHands } from "./group-hands.ts";
import { titleOf } from "./node-fields.ts";

interface FrameData extends Record<string, unknown> {
  readonly title: string;
  readonly isEmpty: boolean;
  readonly depth: number;
  /** What is dragged would come into it. */
  readonly isTarget: boolean;
  /** Of a group, its id; null: a loop's. */
  readonly group: string | null;
  /** Of a group: it is what is selected. */
  readonly isSelected: boolean;
}

export type FrameFlowNode = Node<FrameData, "frame">;
export type CanvasNode = StepFlowNode | FrameFlowNode;

/** What the body of a loop lies in. It is looked at and takes no pointer: that is for what lies in it, or behind it. */
export const FrameNode = memo(function FrameNode({ data }: NodeProps<FrameFlowNode>) {
  const { title, isEmpty, depth, isTarget, group, isSelected } = data;
  return (
    <div
      className={classes["frame"]}
      data-depth={depth % 2}
      data-target={isTarget || undefined}
      data-group={group ?? undefined}
      data-selected={isSelected || undefined}
      data-frame={title}
    >
      {group === null ? (
        <span className={classes["title"]}>{title}</span>
      ) : (
        <GroupHead {...{ group, title }} />
      )}
      {isEmpty && <span className={classes["empty"]}>Nothing to do yet: put a step here</span>}
    </div>
  );
});

/** By keyboard the same is done from its steps: see the shortcut sheet. */
function GroupHead({ group, title }: { readonly group: string; readonly title: string }) {
  const { fold, choose } = useGroupHands();
  return (
    <span className={classes["head"]}>
      {fold !== null && (
        <button
          type="button"
          tabIndex={-1}
          className={classes["fold"]}
          aria-label={`Fold ${title}`}
          title="One card instead of its steps"
          onClick={() => fold(group)}
        >
          <IconChevronDown size={14} aria-hidden />
        </button>
      )}
      <button
        type="button"
        tabIndex={-1}
        className={classes["name"]}
        disabled={choose === null}
        onClick={() => choose?.(group)}
      >
        {title}
      </button>
    </span>
  );
}

/** The same node for the same frame, so that it is not drawn again. */
export function makeFrameNodes() {
  let before = new Map<string, FrameFlowNode>();
  return (graph: DraftGraph, { frames, depthOf }: Frames, around: FramesAround): FrameFlowNode[] => {
    const { target, groups, selected } = around;
    const bodies = new Set(graph.nodes.map(parentOf));
    const made = graph.nodes.flatMap((node): FrameFlowNode[] => {
      const box = frames.get(node.id);
      if (box === undefined) return [];
      const data = {
        title: titleOf(node),
        isEmpty: !bodies.has(node.id),
        depth: depthOf(node.id),
        isTarget: target === node.id,
        group: null,
        isSelected: false,
      };
      const old = before.get(node.id);
      return [old !== undefined && isSame(old, box, data) ? old : frameNode(node.id, box, data)];
    });
    for (const [id, box] of groups) {
      const node = graph.nodes.find((one) => one.id === id);
      if (node === undefined) continue;
      const title = titleOf(node);
      const data = {
        title,
        isEmpty: false,
        depth: 0,
        isTarget: false,
        group: id,
        isSelected: selected.has(id),
      };
      const old = before.get(id);
      made.push(old !== undefined && isSame(old, box, data) ? old : frameNode(id, box, data));
    }
    before = new Map(made.map((node) => [node.id.slice(PREFIX.length), node]));
    return made;
  };
}

interface FramesAround {
  /** The loop that what is dragged would come into. */
  readonly target: string | null;
  /** Of groups that are open. */
  readonly groups: ReadonlyMap<string, Box>;
  readonly selected: ReadonlySet<string>;
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
    zIndex: data.group === null ? data.depth - 100 : -50,
    style: { pointerEvents: "none" },
    ariaRole: "group",
    ariaLabel: data.group === null ? `Body of ${data.title}` : `Group ${data.title}`,
  };
}

export const EXTENT = "extent";

/** Nothing to be seen: it tells the map how large the drawing is where steps are no elements. */
export function extentNode(box: Box): FrameFlowNode {
  const data = { title: "", isEmpty: false, depth: 0, isTarget: false, group: null, isSelected: false };
  return {
    ...frameNode(EXTENT, box, data),
    id: EXTENT,
    style: { pointerEvents: "none", visibility: "hidden" },
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
    old.data.isTarget === data.isTarget &&
    old.data.isSelected === data.isSelected
  );
}

export function isStepNode(node: CanvasNode): node is StepFlowNode {
  return node.type === "step";
}
