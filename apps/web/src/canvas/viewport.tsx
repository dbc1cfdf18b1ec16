import { getViewportForBounds, useReactFlow, useStore } from "@xyflow/react";
import type { DraftGraph } from "@riposte/draft";
import { useCallback, useEffect, useLayoutEffect, useMemo, useRef } from "react";
import { cardBox, framesOf, union } from "./frames.ts";
import { heightOf, STEP_HEIGHT, STEP_WIDTH } from "./measures.ts";
import { portsOf } from "./ports.ts";
import { MARGIN } from "./end-of-run.ts";

export const FIT_UP_TO = 200;
/** Below it the smaller words of a card are too small. */
export const READABLE = 0.75;

interface ViewportProps {
  readonly graph: DraftGraph;
  /** The step that is to be in sight: when it changes, and when the canvas gets another size. */
  readonly follow: string | null;
  /** The smallest that it opens at. */
  readonly readable?: number;
  /** Opens with the followed step in the middle, where the whole would be smaller than this. */
  readonly centredBelow?: number;
  /** Where a whole that cannot be read is opened, if nothing is followed: the step stands at the right. */
  readonly end?: string | null;
  /** Who points at a step sees it: nothing moves under the pointer. */
  readonly isPointing?: (step: string) => boolean;
}

/** Opens on the whole graph where that can be read, else on the step that matters, else on its trigger. */
export function Viewport({
  graph,
  follow,
  readable = READABLE,
  centredBelow = 0,
  end = null,
  isPointing,
}: ViewportProps) {
  const width = useStore((state) => state.width);
  const height = useStore((state) => state.height);
  const hasSize = width > 0 && height > 0;
  const { show, fit, fits, start, centre, finish } = useViewport(graph);
  const isPlaced = useRef(false);

  useLayoutEffect(() => {
    if (!hasSize || isPlaced.current) return;
    isPlaced.current = true;
    if (follow !== null && !fits(centredBelow)) centre(follow);
    else if (graph.nodes.length > 0 && graph.nodes.length <= FIT_UP_TO && fits(readable)) fit(null, 0);
    else if (end === null) start(readable);
    else finish(end, readable);
  }, [hasSize, graph, readable, centredBelow, follow, end, fit, fits, start, centre, finish]);

  const latest = useRef({ show, isPointing });
  useEffect(() => {
    latest.current = { show, isPointing };
  }, [show, isPointing]);
  useEffect(() => {
    if (follow !== null && isPlaced.current && latest.current.isPointing?.(follow) !== true)
      latest.current.show(follow);
  }, [follow]);
  useEffect(() => {
    if (follow !== null && isPlaced.current) latest.current.show(follow);
    // oxlint-disable-next-line react-hooks/exhaustive-deps -- only the size matters here
  }, [width, height]);
  return null;
}

/** Moves of the view by known sizes: nothing has to be mounted for it. */
export function useViewport(graph: DraftGraph) {
  const { setViewport, getViewport } = useReactFlow();
  // The moves stay the same while one types: what knows them is not drawn anew.
  const latest = useRef(graph);
  useLayoutEffect(() => {
    latest.current = graph;
  }, [graph]);
  const width = useStore((state) => state.width);
  const height = useStore((state) => state.height);

  /** All of it, or those given. */
  const fit = useCallback(
    (ids: readonly string[] | null, duration = 150) => {
      const bounds = boundsOf(latest.current, ids);
      const view =
        bounds === null
          ? { x: MARGIN, y: height / 2 - STEP_HEIGHT / 2, zoom: 1 }
          : getViewportForBounds(bounds, width, height, 0.04, 1, 0.1);
      void setViewport(view, { duration });
    },
    [width, height, setViewport],
  );

  /** Whether all of it can be seen at a size that can be read. */
  const fits = useCallback(
    (readable: number) => {
      const bounds = boundsOf(latest.current, null);
      return bounds === null || getViewportForBounds(bounds, width, height, 0.04, 1, 0.1).zoom >= readable;
    },
    [width, height],
  );

  /** The trigger at the left. */
  const start = useCallback(
    (readable: number) => {
      const { nodes } = latest.current;
      const { x, y } = nodes.find(({ kind }) => kind === "trigger")?.position ?? { x: 0, y: 0 };
      const isSome = nodes.length > 0 && nodes.length <= FIT_UP_TO;
      const zoom = isSome ? readable : 1;
      void setViewport({ x: MARGIN - x * zoom, y: height / 2 - (y + STEP_HEIGHT / 2) * zoom, zoom });
    },
    [height, setViewport],
  );

  /** With what leads to it and what follows on both sides, as far as there is room; at an end of the graph no room stays empty. */
  const centre = useCallback(
    (id: string) => {
      const {
        x,
        y,
        width: w,
        height: h,
      } = boundsOf(latest.current, [id]) ?? { x: 0, y: 0, width: 0, height: 0 };
      const all = boundsOf(latest.current, null);
      const right = width - MARGIN - ((all?.x ?? 0) + (all?.width ?? 0)) * READABLE;
      const left = MARGIN - (all?.x ?? 0) * READABLE;
      const middle = width / 2 - (x + w / 2) * READABLE;
      void setViewport({
        x: Math.min(left, Math.max(right, middle)),
        y: height / 2 - (y + h / 2) * READABLE,
        zoom: READABLE,
      });
    },
    [width, height, setViewport],
  );

  /** In the middle, and large enough to be read. At once: who follows the step then finds it in sight. */
  const reveal = useCallback(
    (id: string) => {
      const box = boundsOf(latest.current, [id]);
      if (box === null) return;
      const zoom = Math.max(READABLE, getViewport().zoom);
      const x = width / 2 - (box.x + box.width / 2) * zoom;
      void setViewport({ x, y: height / 2 - (box.y + box.height / 2) * zoom, zoom });
    },
    [width, height, getViewport, setViewport],
  );

  /** With what led to it at its left. */
  const finish = useCallback(
    (id: string, zoom: number) => {
      const {
        x,
        y,
        width: w,
        height: h,
      } = boundsOf(latest.current, [id]) ?? { x: 0, y: 0, width: 0, height: 0 };
      const view = { x: width - MARGIN - (x + w) * zoom, y: height / 2 - (y + h / 2) * zoom };
      void setViewport({ ...view, zoom });
    },
    [width, height, setViewport],
  );

  /** Moves only as far as it must, and leaves room for the step that comes next. */
  const show = useCallback(
    (id: string) => {
      const node = latest.current.nodes.find((node) => node.id === id);
      if (node?.position === undefined) return;
      const { x, y, zoom } = getViewport();
      const left = node.position.x * zoom + x;
      const top = node.position.y * zoom + y;
      const right = left + STEP_WIDTH * zoom;
      const bottom = top + heightOf(portsOf(node)) * zoom;
      const byX = intoSight(left, right, width);
      const byY = intoSight(top, bottom, height);
      if (byX === 0 && byY === 0) return;
      // The smooth way zooms out and in again: the next move, which may begin meanwhile, would keep a zoom from half way.
      void setViewport({ x: x + byX, y: y + byY, zoom }, { duration: 150, interpolate: "linear" });
    },
    [width, height, getViewport, setViewport],
  );
  return useMemo(
    () => ({ fit, fits, start, show, reveal, centre, finish }),
    [fit, fits, start, show, reveal, centre, finish],
  );
}

function intoSight(from: number, to: number, room: number): number {
  if (from < 0 || to - from > room - 2 * MARGIN) return MARGIN - from;
  return to > room ? room - MARGIN - to : 0;
}

function boundsOf(graph: DraftGraph, ids: readonly string[] | null) {
  const wanted = ids === null ? null : new Set(ids);
  const nodes = graph.nodes.filter(({ id }) => wanted === null || wanted.has(id));
  if (nodes.length === 0) return null;
  return union(nodes.map(wanted === null ? framesOf(graph).unitOf : cardBox));
}
