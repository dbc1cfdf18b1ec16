import { getViewportForBounds, useReactFlow, useStore } from "@xyflow/react";
import type { DraftGraph } from "@riposte/draft";
import { useCallback, useEffect, useLayoutEffect, useRef } from "react";
import { heightOf, STEP_HEIGHT, STEP_WIDTH } from "./measures.ts";
import { portsOf } from "./ports.ts";

const FIT_UP_TO = 200;
const MARGIN = 48;
/** Below it the smaller words of a card are too small. */
const READABLE = 0.75;

/** Opens on the whole graph where that can be read, else on its trigger; and keeps the followed step in sight. */
export function Viewport({ graph, follow }: { readonly graph: DraftGraph; readonly follow: string | null }) {
  const hasSize = useStore(({ width, height }) => width > 0 && height > 0);
  const { show, fit, fits, start } = useViewport(graph);
  const isPlaced = useRef(false);

  useLayoutEffect(() => {
    if (!hasSize || isPlaced.current) return;
    isPlaced.current = true;
    if (graph.nodes.length > FIT_UP_TO || !fits()) start();
    else fit(null, 0);
  }, [hasSize, graph, fit, fits, start]);

  const latest = useRef(show);
  useEffect(() => {
    latest.current = show;
  }, [show]);
  useEffect(() => {
    if (follow !== null && isPlaced.current) latest.current(follow);
  }, [follow]);
  return null;
}

/** Moves of the view by known sizes: nothing has to be mounted for it. */
export function useViewport(graph: DraftGraph) {
  const { setViewport, getViewport, setCenter } = useReactFlow();
  const width = useStore((state) => state.width);
  const height = useStore((state) => state.height);

  /** All of it, or those given. */
  const fit = useCallback(
    (ids: readonly string[] | null, duration = 150) => {
      const bounds = boundsOf(graph, ids);
      const view =
        bounds === null
          ? { x: width / 2 - STEP_WIDTH / 2, y: height / 2 - STEP_HEIGHT / 2, zoom: 1 }
          : getViewportForBounds(bounds, width, height, 0.04, 1, 0.1);
      void setViewport(view, { duration });
    },
    [graph, width, height, setViewport],
  );

  /** Whether all of it can be seen at a size that can be read. */
  const fits = useCallback(() => {
    const bounds = boundsOf(graph, null);
    return bounds === null || getViewportForBounds(bounds, width, height, 0.04, 1, 0.1).zoom >= READABLE;
  }, [graph, width, height]);

  /** The trigger at the left. */
  const start = useCallback(() => {
    const { x, y } = graph.nodes.find(({ kind }) => kind === "trigger")?.position ?? { x: 0, y: 0 };
    const zoom = graph.nodes.length > FIT_UP_TO ? 1 : READABLE;
    void setViewport({ x: MARGIN - x * zoom, y: height / 2 - (y + STEP_HEIGHT / 2) * zoom, zoom });
  }, [graph, height, setViewport]);

  /** Moves only as far as it must. */
  const show = useCallback(
    (id: string) => {
      const position = graph.nodes.find((node) => node.id === id)?.position;
      if (position === undefined) return;
      const { x, y, zoom } = getViewport();
      const [left, top] = [position.x * zoom + x, position.y * zoom + y];
      const isInside =
        left >= 0 && top >= 0 && left + STEP_WIDTH * zoom <= width && top + STEP_HEIGHT * zoom <= height;
      if (isInside) return;
      void setCenter(position.x + STEP_WIDTH / 2, position.y + STEP_HEIGHT / 2, { zoom, duration: 150 });
    },
    [graph, width, height, getViewport, setCenter],
  );
  return { fit, fits, start, show };
}

function boundsOf(graph: DraftGraph, ids: readonly string[] | null) {
  const wanted = ids === null ? null : new Set(ids);
  const nodes = graph.nodes.filter(({ id }) => wanted === null || wanted.has(id));
  if (nodes.length === 0) return null;
  let [left, top, right, bottom] = [Infinity, Infinity, -Infinity, -Infinity];
  for (const node of nodes) {
    const { x, y } = node.position ?? { x: 0, y: 0 };
    left = Math.min(left, x);
    top = Math.min(top, y);
    right = Math.max(right, x + STEP_WIDTH);
    bottom = Math.max(bottom, y + heightOf(portsOf(node)));
  }
  return { x: left, y: top, width: right - left, height: bottom - top };
}
