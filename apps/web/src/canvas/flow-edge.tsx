import type { EdgeDifference } from "@riposte/draft";
import { BaseEdge, getSmoothStepPath, useReactFlow } from "@xyflow/react";
import type { EdgeProps } from "@xyflow/react";
import { memo } from "react";
import type { MouseEvent } from "react";
import { useCanvas } from "./canvas-context.ts";
import classes from "./flow-edge.module.css";
import type { FlowEdge as Flow, StepFlowNode } from "./flow-types.ts";
import type { Point } from "./measures.ts";
import type { Spot } from "./routes/route-path.ts";
import { routeMiddle, routePath } from "./routes/route-path.ts";

const LONGEST_LABEL = 24;
/** About how wide. Where there is less room, the word stands at the port and nowhere else. */
const LETTER = 8;

/** A way from one step to the next, with the case's name on it and, under the pointer, a `+` that puts a step in between. */
export const FlowEdge = memo(function FlowEdge(edge: EdgeProps<Flow>) {
  const { add, zoom } = useCanvas();
  const { data, source, target, sourceHandleId, selected } = edge;
  const { path, middle } = wayOf(edge);
  const label = shortened(data?.label ?? "");
  const insert = (event: MouseEvent) => {
    event.stopPropagation();
    const from = { node: source, port: sourceHandleId ?? "default" };
    add?.({ from, before: target }, { x: event.clientX + 8, y: event.clientY });
  };
  return (
    <g
      className={classes["edge"]}
      data-far={zoom !== "card" || undefined}
      data-tone={data?.tone}
      data-broken={data?.broken || undefined}
      data-selected={selected || undefined}
      data-faded={data?.faded || undefined}
      data-moving={data?.moving || undefined}
      data-change={data?.change ?? undefined}
    >
      <BaseEdge id={edge.id} path={path} interactionWidth={20} className={classes["path"] ?? ""} />
      {label !== "" && zoom === "card" && middle.room > label.length * LETTER + LETTER && (
        <text className={classes["label"]} x={middle.x} y={middle.y + 4}>
          {label}
        </text>
      )}
      {data !== undefined && data.change !== null && (
        <EdgeSign at={middle} change={data.change} isFar={zoom !== "card"} />
      )}
      {add !== null && zoom === "card" && data?.broken !== true && (
        <Insert x={middle.x} y={middle.y} {...{ source, target, insert }} />
      )}
    </g>
  );
});

interface EdgeSignProps {
  readonly at: Point;
  readonly change: EdgeDifference["change"];
  readonly isFar: boolean;
}

/** Below the word of its case, if it has one there; from afar large enough to be seen. */
function EdgeSign({ at: { x, y }, change, isFar }: EdgeSignProps) {
  const place = isFar ? `translate(${x} ${y}) scale(2.2)` : `translate(${x} ${y + 14})`;
  return (
    <g className={classes["sign"]} transform={place}>
      <title>{change === "added" ? "Connection added" : "Connection removed"}</title>
      <circle r="8" />
      <path d={change === "added" ? "M-4 0H4M0-4V4" : "M-4 0H4"} />
    </g>
  );
}

/** As it was laid around the cards; while one of its steps is dragged, as the crow flies. */
function wayOf(edge: EdgeProps<Flow>): { readonly path: string; readonly middle: Spot } {
  const route = edge.data?.route ?? null;
  const [start, end] = [route?.[0], route?.at(-1)];
  const isThere =
    isNear(start, { x: edge.sourceX, y: edge.sourceY }) && isNear(end, { x: edge.targetX, y: edge.targetY });
  if (route !== null && isThere) return { path: routePath(route), middle: routeMiddle(route) };
  const [path, x, y] = getSmoothStepPath({ ...edge, borderRadius: 8, offset: 24 });
  return { path, middle: { x, y, room: 0 } };
}

function shortened(label: string): string {
  return label.length > LONGEST_LABEL ? `${label.slice(0, LONGEST_LABEL)}…` : label;
}

/** What React Flow has measured is a hair beside what is known. */
function isNear(one: Point | undefined, other: Point): boolean {
  return one !== undefined && Math.abs(one.x - other.x) < 1 && Math.abs(one.y - other.y) < 1;
}

interface InsertProps {
  readonly x: number;
  readonly y: number;
  readonly source: string;
  readonly target: string;
  readonly insert: (event: MouseEvent) => void;
}

/** By keyboard the same is done from the step: see the shortcut sheet. */
function Insert({ x, y, source, target, insert }: InsertProps) {
  const { getNode } = useReactFlow<StepFlowNode>();
  const nameOf = (id: string) => getNode(id)?.data.title ?? id;
  return (
    <foreignObject x={x - 12} y={y - 12} width={24} height={24} className={classes["insert"]}>
      <button
        type="button"
        tabIndex={-1}
        aria-label={`Insert a step between ${nameOf(source)} and ${nameOf(target)}`}
        onClick={insert}
      >
        +
      </button>
    </foreignObject>
  );
}
