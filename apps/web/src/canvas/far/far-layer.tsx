import { useComputedColorScheme } from "@mantine/core";
import { useStore, useStoreApi } from "@xyflow/react";
import { useEffect, useLayoutEffect, useMemo, useRef, useState } from "react";
import edgeClasses from "../flow-edge.module.css";
import type { FlowEdge } from "../flow-types.ts";
import frameClasses from "../frame-node.module.css";
import type { CanvasNode } from "../frame-node.tsx";
import { KINDS } from "../kinds.ts";
import { overlap } from "../frames.ts";
import type { Box } from "../frames.ts";
import { STATES } from "../../shell/states.ts";
import cardClasses from "../step-card.module.css";
import { drawFar } from "./draw-far.ts";
import { readColours } from "./far-colours.ts";
import type { FarColours } from "./far-colours.ts";
import classes from "./far-layer.module.css";
import { farPaths } from "./far-paths.ts";
import { REACH, stepAt } from "./step-at.ts";

interface FarLayerProps {
  readonly nodes: readonly CanvasNode[];
  readonly edges: readonly FlowEdge[];
  /** The step under the pointer, or the nearest that is near: it becomes an element. */
  readonly onPoint: (step: string | null) => void;
  /** Steps that a box was drawn around. */
  readonly onBox?: ((steps: readonly string[]) => void) | undefined;
}

/** All cards and edges on one canvas: from afar thousands of elements would show no more. */
export function FarLayer(props: FarLayerProps) {
  return <Layer key={useComputedColorScheme("light")} {...props} />;
}

function Layer({ nodes, edges, onPoint, onBox }: FarLayerProps) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const samples = useRef<HTMLSpanElement>(null);
  const [x, y, zoom] = useStore(({ transform }) => transform);
  const width = useStore((state) => state.width);
  const height = useStore((state) => state.height);
  const [colours, setColours] = useState<FarColours | null>(null);
  const paths = useMemo(() => farPaths(nodes, edges), [nodes, edges]);
  useLayoutEffect(() => {
    if (samples.current !== null) setColours(readColours(samples.current));
  }, []);
  useLayoutEffect(() => {
    if (canvas.current === null || colours === null) return;
    drawFar(canvas.current, paths, colours, { x, y, zoom, width, height });
  }, [paths, colours, x, y, zoom, width, height]);

  const store = useStoreApi();
  useEffect(() => {
    store.getState().domNode?.style.setProperty("--far-reach", `${REACH / zoom}px`);
  }, [store, zoom]);

  usePointed(paths.steps, onPoint);
  useBoxed(paths.steps, onBox);
  return (
    <div className={classes["layer"]} aria-hidden data-far-layer>
      <canvas ref={canvas} className={classes["canvas"]} />
      <span ref={samples} className={classes["samples"]}>
        <Samples />
      </span>
    </div>
  );
}

const LINES = ["plain", "good", "bad", "faded", "moving"] as const;

/** What the canvas has its colours of. */
function Samples() {
  const card = cardClasses["name-only"];
  return (
    <>
      <span className={frameClasses["frame"]} data-depth="0" data-sample="frame" />
      {Object.keys(KINDS).map((kind) => (
        <span
          key={kind}
          className={card}
          data-kind={kind}
          data-zoom="dot"
          data-sample="card"
          data-of={kind}
        />
      ))}
      {Object.keys(STATES).map((state) => (
        <span
          key={state}
          className={card}
          data-zoom="dot"
          data-state={state}
          data-sample="ring"
          data-of={state}
        />
      ))}
      {LINES.map((line) => (
        <span
          key={line}
          className={edgeClasses["edge"]}
          data-tone={line}
          data-moving={line === "moving" || undefined}
        >
          <span className={edgeClasses["path"]} data-sample="line" data-of={line} />
        </span>
      ))}
    </>
  );
}

function usePointed(steps: readonly CanvasNode[], onPoint: (step: string | null) => void): void {
  const store = useStoreApi();
  const latest = useRef({ steps, onPoint });
  useEffect(() => {
    latest.current = { steps, onPoint };
  }, [steps, onPoint]);
  useEffect(() => {
    const pane = store.getState().domNode;
    if (pane === null) return undefined;
    const point = ({ clientX, clientY, buttons, type }: PointerEvent) => {
      // What is dragged stays what it is.
      if (buttons !== 0 && type === "pointermove") return;
      const { left, top } = pane.getBoundingClientRect();
      const { transform } = store.getState();
      latest.current.onPoint(
        stepAt(latest.current.steps, { x: clientX - left, y: clientY - top }, transform),
      );
    };
    pane.addEventListener("pointermove", point);
    pane.addEventListener("pointerdown", point, { capture: true });
    return () => {
      pane.removeEventListener("pointermove", point);
      pane.removeEventListener("pointerdown", point, { capture: true });
    };
  }, [store]);
}

/** React Flow itself selects only what it has drawn. */
function useBoxed(steps: readonly CanvasNode[], onBox: FarLayerProps["onBox"]): void {
  const store = useStoreApi();
  const latest = useRef({ steps, onBox });
  useEffect(() => {
    latest.current = { steps, onBox };
  }, [steps, onBox]);
  // One subscription for all of a box: while it is drawn, what it selects makes the steps anew.
  useEffect(() => {
    let last: Box | null = null;
    return store.subscribe(({ userSelectionActive, userSelectionRect, transform: [x, y, zoom] }) => {
      if (userSelectionActive && userSelectionRect !== null) {
        last = userSelectionRect;
        return;
      }
      if (last === null) return;
      const box = {
        x: (last.x - x) / zoom,
        y: (last.y - y) / zoom,
        width: last.width / zoom,
        height: last.height / zoom,
      };
      last = null;
      const inside = latest.current.steps.filter(({ position, width = 0, height = 0 }) =>
        overlap(box, { ...position, width, height }),
      );
      latest.current.onBox?.(inside.map(({ id }) => id));
    });
  }, [store]);
}
