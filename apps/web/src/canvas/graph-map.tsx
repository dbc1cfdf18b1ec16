import { MiniMap, useReactFlow } from "@xyflow/react";

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
