import type { DraftGraph } from "@riposte/draft";
import { isLoop } from "./blocks.ts";
import { endOf } from "./end-of-run.ts";
import type { ShownState } from "./flow-types.ts";

/** What a run stands at: first what asks a person, then what is at work. */
const AT_WORK: readonly ShownState[] = ["unknown", "undecided", "approval", "running", "turn", "waiting"];

/** The step that a run stands at; between two steps, the one that it came to. Null: it is over. */
export function atWork(graph: DraftGraph, states: Readonly<Record<string, ShownState>>): string | null {
  for (const state of AT_WORK) {
    const there = graph.nodes.filter(({ id }) => states[id] === state);
    // What is in a loop says more than the loop.
    const step = there.find((node) => !isLoop(node)) ?? there[0];
    if (step !== undefined) return step.id;
  }
  if (!graph.nodes.some(({ id }) => states[id] === "notYet")) return null;
  return endOf(graph, states) ?? graph.nodes.find(({ kind }) => kind === "trigger")?.id ?? null;
}

export interface Watched {
  readonly selected: string | null;
  /** As the page was opened. */
  readonly opened: { readonly selected: string | null; readonly work: string | null };
  readonly work: string | null;
  /** Where the run came to, at the furthest. */
  readonly end: string | null;
  /** A person moved the canvas. */
  readonly isTheirs: boolean;
}

/** The step to keep in sight: what a person chose, else what the run stands at, as long as nobody moved the canvas. */
export function followed({ selected, opened, work, end, isTheirs }: Watched): string | null {
  const isChosen = selected !== null && selected !== opened.selected;
  if (isTheirs || isChosen || opened.work === null) return selected;
  return work === opened.work ? (selected ?? work) : (work ?? end);
}
