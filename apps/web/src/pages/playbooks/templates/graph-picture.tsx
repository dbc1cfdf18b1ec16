import "../../../canvas/kinds.css";
import type { DraftGraph } from "@riposte/draft";
import { createElement, useMemo } from "react";
import { iconOf, kindOf } from "../../../canvas/kinds.ts";
import { useCatalogue } from "../../../canvas/use-catalogue.ts";
import classes from "./graph-picture.module.css";
import { pictureOf, SQUARE } from "./picture-layout.ts";

const ICON = 20;

/** What a graph looks like, too small to read; in words beside it. */
export function GraphPicture({ graph, label }: { readonly graph: DraftGraph; readonly label: string }) {
  const { actions } = useCatalogue();
  const { view, squares, frames, lines } = useMemo(() => pictureOf(graph), [graph]);
  const { x, y, width, height } = view;
  const inset = (SQUARE - ICON) / 2;
  return (
    <svg
      className={classes["picture"]}
      viewBox={`${x} ${y} ${width} ${height}`}
      role="img"
      aria-label={label}
    >
      {frames.map(({ id, box }) => (
        <rect key={id} className={classes["frame"]} {...box} rx="8" />
      ))}
      {lines.map(({ id, path, isFailure }) => (
        <path key={id} className={classes["line"]} d={path} data-failure={isFailure || undefined} />
      ))}
      {squares.map(({ node, box }) => {
        const kind = kindOf(node, actions);
        return (
          <g key={node.id} className={classes["step"]} data-kind={kind}>
            <rect {...box} rx={node.kind === "trigger" ? SQUARE / 2 : 6} />
            {createElement(iconOf(kind, node.kind), {
              x: box.x + inset,
              y: box.y + inset,
              width: ICON,
              height: ICON,
              stroke: 1.8,
            })}
          </g>
        );
      })}
    </svg>
  );
}
