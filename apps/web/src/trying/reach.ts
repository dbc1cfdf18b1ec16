import { topOf, upTo } from "@riposte/draft";
import type { DraftGraph } from "@riposte/draft";
import { create } from "zustand";
import { nodeOf } from "../canvas/graph-questions.ts";
import { titleOf } from "../canvas/node-fields.ts";

/** How much of a draft a test runs. */
export type Reach =
  | { readonly kind: "all" }
  | { readonly kind: "up_to"; readonly step: string }
  | { readonly kind: "one"; readonly step: string };

const ALL: Reach = { kind: "all" };

interface Wish {
  readonly playbook: string;
  readonly reach: Reach;
  /** Counts how often the test of a part was asked for: the drawer opens each time. */
  readonly asked: number;
}

export const useTestWish = create<Wish>(() => ({ playbook: "", reach: ALL, asked: 0 }));

export function chooseReach(playbook: string, reach: Reach): void {
  useTestWish.setState({ playbook, reach });
}

/** From the canvas or the panel: the drawer opens at it. */
export function askTest(playbook: string, reach: Reach): void {
  useTestWish.setState(({ asked }) => ({ playbook, reach, asked: asked + 1 }));
}

/** All of the draft, where nothing else is chosen or its step is gone. */
export function useReach(playbook: string, graph: DraftGraph): Reach {
  const wish = useTestWish();
  if (wish.playbook !== playbook || wish.reach.kind === "all") return ALL;
  return nodeOf(graph, wish.reach.step) === undefined ? ALL : wish.reach;
}

/** The steps that a test would run; those that are pinned are not carried out. */
export function stepsToRun(graph: DraftGraph, reach: Reach, pinned: ReadonlySet<string>): DraftGraph {
  if (reach.kind === "all") return without(graph, pinned);
  const step = topOf(graph, reach.step);
  const part = upTo(graph, step) ?? graph;
  if (reach.kind === "up_to") return without(part, pinned);
  return { ...part, nodes: part.nodes.filter(({ id }) => topOf(graph, id) === step) };
}

function without(graph: DraftGraph, pinned: ReadonlySet<string>): DraftGraph {
  return { ...graph, nodes: graph.nodes.filter(({ id }) => !pinned.has(id)) };
}

/** The same to choose from, "Up to Get alert"; a name keeps the letter that it begins with. */
export function choiceWords(reach: Reach, graph: DraftGraph): string {
  if (reach.kind === "all") return "All of the draft";
  const words = reachWords(reach, graph);
  return reach.kind === "up_to" ? `U${words.slice(1)}` : words;
}

interface Drawn {
  readonly nodes: readonly { readonly id: string; readonly name: string; readonly label?: unknown }[];
}

/** "up to Get alert" */
export function reachWords(reach: Reach, graph: DraftGraph): string {
  if (reach.kind === "all") return "the draft";
  const node = nodeOf(graph, topOf(graph, reach.step));
  const title = node === undefined ? reach.step : titleOf(node);
  return reach.kind === "up_to" ? `up to ${title}` : `${title} alone`;
}

interface Tested {
  readonly tested: { readonly reach: Reach["kind"]; readonly step: string | null } | null;
  readonly graph: Drawn;
}

/** Of a run: how much of a draft it tried, "Test up to Get alert"; null where that was all of it, or a version ran. */
export function partTested({ tested, graph }: Tested): string | null {
  if (tested === null || tested.reach === "all" || tested.step === null) return null;
  const node = graph.nodes.find(({ id }) => id === tested.step);
  const title =
    typeof node?.label === "string" && node.label !== "" ? node.label : (node?.name ?? tested.step);
  return tested.reach === "up_to" ? `Test up to ${title}` : `Test of ${title} alone`;
}
