import type { ShownState } from "../canvas/flow-types.ts";
import type { RunOutline, RunSummary, StepOutline } from "./run-data.ts";
import { stepKey } from "./run-data.ts";
import { underTheirLoops } from "./under-their-loops.ts";

/** A line of the step list: a step that ran, once for every turn, or one that has not been reached. */
export interface StepLine {
  readonly key: string;
  readonly step: string;
  readonly scope: string;
  readonly label: string;
  readonly record: StepOutline | null;
}

type Drawn = RunOutline["graph"]["nodes"][number];

/** In the order in which they began, iterations under their loop; what has not begun, in the order of the drawing. */
export function linesOf({ steps, graph }: Pick<RunOutline, "steps" | "graph">): readonly StepLine[] {
  const place = new Map(graph.nodes.map((node, at) => [node.id, at]));
  const begun = steps.filter(({ startedAt }) => startedAt !== null).toSorted(earlierFirst);
  const rest = steps.filter(({ startedAt }) => startedAt === null);
  const recorded = new Set(steps.map(({ step }) => step));
  const missing = graph.nodes.filter(
    ({ id, kind }) => kind !== "trigger" && kind !== "note" && !recorded.has(id),
  );
  const later = [...rest.map(lineOfRecord), ...missing.map(lineOfNode)];
  return underTheirLoops([
    ...begun.map(lineOfRecord),
    ...later.toSorted((a, b) => (place.get(a.step) ?? Infinity) - (place.get(b.step) ?? Infinity)),
  ]);
}

export function isFailed({ record }: StepLine): boolean {
  return record?.state === "failed";
}

/** One word for one state, wherever it is shown. */
export function shownState(
  { record }: Pick<StepLine, "record">,
  { over }: Pick<RunSummary, "over">,
): ShownState {
  return record?.state ?? (over ? "notReached" : "notYet");
}

/** The worst of what a node's turns came to, so that nothing bad is hidden by a good last turn. The trigger is done once the run began. */
export function statesByNode({
  run,
  steps,
  graph,
}: Pick<RunOutline, "graph"> & {
  readonly steps: readonly Pick<StepOutline, "step" | "state">[];
  readonly run: Pick<RunSummary, "over" | "startedAt">;
}): Record<string, ShownState> {
  const worst: Record<string, StepOutline["state"]> = {};
  for (const { step, state } of steps) {
    const known = worst[step];
    if (known === undefined || URGENCY.indexOf(state) < URGENCY.indexOf(known)) worst[step] = state;
  }
  const unrecorded = shownState({ record: null }, run);
  return Object.fromEntries(
    graph.nodes.map(({ id, kind }) => {
      const hasFired = kind === "trigger" && run.startedAt !== null;
      return [id, worst[id] ?? (hasFired ? "done" : unrecorded)];
    }),
  );
}

/** The way out that a step took; of a loop's steps the last turn's. */
export function portsByNode(
  steps: readonly Pick<StepOutline, "step" | "state" | "port">[],
): Record<string, string | null> {
  const ports: Record<string, string | null> = {};
  for (const { step, state, port } of steps) {
    if (state === "done" || (state === "failed" && port !== null)) ports[step] = port ?? "default";
  }
  return ports;
}

const URGENCY: readonly StepOutline["state"][] = [
  "unknown",
  "undecided",
  "approval",
  "failed",
  "running",
  "turn",
  "waiting",
  "cancelled",
  "done",
  "skipped",
];

function lineOfRecord(record: StepOutline): StepLine {
  const { step, scope, label } = record;
  return { key: stepKey(record), step, scope, label, record };
}

function lineOfNode(node: Drawn): StepLine {
  const label = node.label === undefined || node.label.trim() === "" ? node.name : node.label;
  return { key: node.id, step: node.id, scope: "", label, record: null };
}

function earlierFirst(a: StepOutline, b: StepOutline): number {
  if (a.startedAt !== b.startedAt) return (a.startedAt ?? "") < (b.startedAt ?? "") ? -1 : 1;
  return a.seq - b.seq;
}
