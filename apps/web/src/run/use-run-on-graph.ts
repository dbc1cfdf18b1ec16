import { useMemo } from "react";
import type { RunOnCanvas } from "../canvas/run-on-canvas.ts";
import { progressOf, progressWords } from "./iterations.ts";
import type { RunOutline } from "./run-data.ts";
import { portsByNode, statesByNode } from "./step-lines.ts";
import { useMoment } from "./use-moment.ts";
import { linesOnCards, useValueLines } from "./value-lines.ts";

/** What a drawing shows of a run, at the time that somebody looks at. */
export function useRunOnGraph(outline: RunOutline) {
  const moment = useMoment(outline);
  const { seen } = moment;
  const values = useValueLines(outline);
  const states = useMemo(() => statesByNode(seen), [seen]);
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
      taken: portsByNode(seen.steps),
      lines: linesOnCards(seen, values, progress),
    }),
    [states, seen, values, progress],
  );
  return { ...moment, progress, onCanvas };
}
