import { Text } from "@mantine/core";
import type { DraftGraph } from "@riposte/draft";
import { titleOf } from "../canvas/node-fields.ts";
import { stepsToRun } from "./reach.ts";
import type { Reach } from "./reach.ts";

interface PinnedLineProps {
  readonly graph: DraftGraph;
  readonly reach: Reach;
  readonly pinned: ReadonlySet<string>;
}

const NONE: ReadonlySet<string> = new Set();

/** Said before the click: what a test comes to and does not carry out. */
export function PinnedLine({ graph, reach, pinned }: PinnedLineProps) {
  if (reach.kind === "one" || pinned.size === 0) return null;
  const steps = stepsToRun(graph, reach, NONE).nodes.filter(({ id }) => pinned.has(id));
  if (steps.length === 0) return null;
  return <Text size="xs">Pinned, and not carried out: {steps.map(titleOf).join(", ")}.</Text>;
}
