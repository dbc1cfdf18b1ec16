import type { ShownState } from "../canvas/flow-types.ts";
import { isLoop, parentOf } from "../canvas/blocks.ts";
import type { RunOutline, StepOutline } from "./run-data.ts";

type Node = RunOutline["graph"]["nodes"][number];

/** How far a loop has come, of the iterations that have begun. */
export interface Progress {
  readonly begun: number;
  readonly failed: number;
  readonly done: number;
}

/** One loop around a step, and which iteration of it: "For each host", "4". */
export interface ScopePart {
  readonly loop: string;
  /** Empty where there is none. */
  readonly number: string;
}

/** `outer[3]/inner[0]`, with loops by their ids and counted from 0, → "For each host" 4, "For each port" 1 */
export function scopeParts(scope: string, nodes: readonly Node[]): readonly ScopePart[] {
  if (scope === "") return [];
  return scope.split("/").map((part) => {
    const [, id = part, at] = /^(.+)\[(\d+)\]$/.exec(part) ?? [];
    const node = nodes.find((one) => one.id === id);
    const loop = node?.label === undefined || node.label.trim() === "" ? (node?.name ?? id) : node.label;
    return { loop, number: at === undefined ? "" : (Number(at) + 1).toLocaleString("en") };
  });
}

/** `outer[3]/inner[0]` → "For each host 4, For each port 1" */
export function scopeWords(scope: string, nodes: readonly Node[]): string {
  return scopeParts(scope, nodes)
    .map(({ loop, number }) => (number === "" ? loop : `${loop} ${number}`))
    .join(", ");
}

/** In the order of the iterations, those of outer loops first. */
export function byScope(a: { readonly scope: string }, b: { readonly scope: string }): number {
  return a.scope.localeCompare(b.scope, "en", { numeric: true });
}

/** Of each loop, over all of its runs within loops around it. */
export function progressOf({
  steps,
  graph,
}: Pick<RunOutline, "steps" | "graph">): ReadonlyMap<string, Progress> {
  const loops = graph.nodes.filter(isLoop);
  const bodies = new Map(graph.nodes.map((node) => [node.id, parentOf(node)]));
  const states = new Map(loops.map(({ id }) => [id, new Map<string, "open" | "failed" | "done">()]));
  for (const step of steps) {
    const iterations = states.get(bodies.get(step.step) ?? "");
    if (iterations === undefined || step.scope === "") continue;
    const known = iterations.get(step.scope) ?? "done";
    iterations.set(step.scope, worse(known, meaning(step)));
  }
  return new Map(
    [...states].map(([id, iterations]) => {
      const all = [...iterations.values()];
      const count = (state: string) => all.filter((one) => one === state).length;
      return [id, { begun: all.length, failed: count("failed"), done: count("done") }];
    }),
  );
}

/** "3 of 10 begun done, 1 failed" is read worse than "3 done, 1 failed, 2 under way". */
export function progressWords({ begun, failed, done }: Progress, state: ShownState | undefined): string {
  if (begun === 0) return state === "done" ? "No iteration" : "No iteration yet";
  const open = begun - failed - done;
  const number = (count: number) => count.toLocaleString("en");
  return [
    `${number(done)} of ${number(begun)} ${begun === 1 ? "iteration" : "iterations"} done`,
    ...(failed > 0 ? [`${number(failed)} failed`] : []),
    ...(open > 0 ? [`${number(open)} under way`] : []),
  ].join(", ");
}

const OPEN: ReadonlySet<StepOutline["state"]> = new Set([
  "running",
  "turn",
  "waiting",
  "approval",
  "unknown",
  "undecided",
]);

/** A step that failed and had a way on did not fail its iteration. */
function meaning({ state, port }: StepOutline): "open" | "failed" | "done" {
  if (OPEN.has(state)) return "open";
  return state === "failed" && port === null ? "failed" : "done";
}

function worse(a: "open" | "failed" | "done", b: "open" | "failed" | "done") {
  return a === "failed" || b === "failed" ? "failed" : a === "open" || b === "open" ? "open" : "done";
}
