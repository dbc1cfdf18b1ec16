import { useMemo } from "react";
import type { RunOnCanvas } from "../canvas/run-on-canvas.ts";
import { inIteration } from "./in-iteration.ts";
import { progressOf, progressWords } from "./iterations.ts";
import type { RunOutline } from "./run-data.ts";
import { portsByNode, statesByNode } from "./step-lines.ts";
import { useMoment } from "./use-moment.ts";
import { linesOnCards, useValueLines } from "./value-lines.ts";

/** What a drawing shows of a run, at the time and of the iteration that somebody looks at; "": of all of them the worst. */
export function useRunOnGraph(outline: RunOutline, iteration = "") {
  const moment = useMoment(outline);
  const { seen } = moment;
  const values = useValueLines(outline);
  const steps = useMemo(() => inIteration(seen.steps, iteration), [seen.steps, iteration]);
  const states = useMemo(() => statesByNode({ ...seen, steps: [...steps] }), [seen, steps]);
  const progress = useMemo(
    () =>
      Object.fromEntries(
        [...progressOf(seen)].map(([loop, far]) => [loop, progressWords(far, states[loop])]),
      ),
    [seen, states],
  );
  const onCanvas = useMemo(
    (): RunOnCanvas => ({
      states,
      taken: portsByNode(steps),
      lines: linesOnCards(seen, values, progress),
    }),
    [states, steps, seen, values, progress],
  );
  return { ...moment, progress, onCanvas };
}
