import { MiniMap, useReactFlow, useStore } from "@xyflow/react";
import type { MiniMapNodeProps } from "@xyflow/react";
import { EXTENT } from "./frame-node.tsx";

interface GraphMapProps {
  /** For screen readers. */
  readonly label: string;
  readonly size?: { readonly width: number; readonly height: number };
  readonly className?: string | undefined;
  /** A person moved the view. */
  readonly onMoved?: (() => void) | undefined;
}

/** The whole graph, small: a click brings there what was clicked on, the view is dragged, the wheel zooms. */
export function GraphMap({ label, size, className, onMoved }: GraphMapProps) {
  const { setCenter, getZoom } = useReactFlow();
  return (
    <MiniMap
      pannable
      zoomable
      ariaLabel={label}
      nodeComponent={MapNode}
      {...(size === undefined ? {} : { style: size })}
      {...(className === undefined ? {} : { className })}
      onClick={(_event, { x, y }) => {
        onMoved?.();
        // The smooth way would zoom out and in again.
        void setCenter(x, y, { zoom: getZoom(), duration: 150, interpolate: "linear" });
      }}
    />
  );
}

function MapNode({ id, x, y, width, height, selected, borderRadius, shapeRendering }: MiniMapNodeProps) {
  if (id === EXTENT) return <AllSteps />;
  return (
    <rect
      className={selected ? "react-flow__minimap-node selected" : "react-flow__minimap-node"}
      {...{ x, y, width, height, shapeRendering }}
      rx={borderRadius}
      ry={borderRadius}
    />
  );
}

/** One shape for all of which there is no element. */
function AllSteps() {
  const nodes = useStore((state) => state.nodes);
  const boxes = nodes
    .filter(({ type, hidden }) => type === "step" && hidden === true)
    .map(({ position: { x, y }, width = 0, height = 0 }) => `M${x},${y}h${width}v${height}h${-width}z`);
  return <path className="react-flow__minimap-node" d={boxes.join("")} />;
}
