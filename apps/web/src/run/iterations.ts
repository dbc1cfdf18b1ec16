import type { ShownState } from "../canvas/flow-types.ts";
import { isLoop, parentOf } from "../canvas/blocks.ts";
import type { RunOutline, StepOutline } from "./run-data.ts";

type Node = RunOutline["graph"]["nodes"][number];

/** How far a loop has come: how many of its iterations came to what. */
export interface Progress extends Readonly<Record<Meaning, number>> {
  /** How many there are to be; null where nothing tells, as with a while loop. */
  readonly items: number | null;
}

type Meaning = "done" | "failed" | "skipped" | "cancelled" | "unknown" | "open";

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
  const iterations = new Map(loops.map(({ id }) => [id, new Map<string, Meaning>()]));
  for (const step of steps) {
    const own = iterations.get(bodies.get(step.step) ?? "");
    if (own === undefined || step.scope === "") continue;
    own.set(step.scope, worse(own.get(step.scope) ?? "skipped", meaning(step)));
  }
  return new Map(
    [...iterations].map(([id, own]) => {
      const count = (wanted: Meaning) => [...own.values()].filter((one) => one === wanted).length;
      const begun = Object.fromEntries(WORST_FIRST.map((each) => [each, count(each)])) as Record<
        Meaning,
        number
      >;
      return [id, { ...begun, items: itemsOf(id, steps, own) }];
    }),
  );
}

/** Over all of its runs; null as soon as one of them has iterations and does not say of how many. */
function itemsOf(
  loop: string,
  steps: readonly StepOutline[],
  iterations: ReadonlyMap<string, Meaning>,
): number | null {
  const around = new Set([...iterations.keys()].map((scope) => scope.split("/").slice(0, -1).join("/")));
  const runs = steps.filter(({ step }) => step === loop);
  if (runs.some(({ items, scope }) => items === null && around.has(scope))) return null;
  const known = runs.flatMap(({ items }) => items ?? []);
  return known.length === 0 ? null : known.reduce((sum, items) => sum + items, 0);
}

/** "860 of 2,000 iterations done, 1 cancelled, 1,139 not begun" */
export function progressWords(progress: Progress, state: ShownState | undefined): string {
  const { items, done, failed, skipped, cancelled, unknown, open } = progress;
  const begun = done + failed + skipped + cancelled + unknown + open;
  if (begun === 0 && (items ?? 0) === 0) return state === "done" ? "No iteration" : "No iteration yet";
  // Of what a rerun took over there are no iterations of its own, and the loop is done all the same.
  const unseen = Math.max(0, (items ?? 0) - begun);
  const isOver = state === "done";
  const of = items === null ? "" : ` of ${number(Math.max(items, begun))}`;
  const whole = items ?? done;
  return [
    `${number(isOver ? done + unseen : done)}${of} ${whole === 1 ? "iteration" : "iterations"} done`,
    ...counted(failed, "failed"),
    ...counted(skipped, "skipped"),
    ...counted(cancelled, "cancelled"),
    ...counted(unknown, "with an unknown outcome"),
    ...counted(open, "under way"),
    ...counted(isOver ? 0 : unseen, "not begun"),
  ].join(", ");
}

function counted(count: number, words: string): readonly string[] {
  return count === 0 ? [] : [`${number(count)} ${words}`];
}

function number(count: number): string {
  return count.toLocaleString("en");
}

const OPEN: ReadonlySet<StepOutline["state"]> = new Set([
  "running",
  "turn",
  "waiting",
  "approval",
  "undecided",
]);

/** A step that failed and had a way on did not fail its iteration. */
function meaning({ state, port }: StepOutline): Meaning {
  if (OPEN.has(state)) return "open";
  if (state === "failed") return port === null ? "failed" : "done";
  return state === "skipped" || state === "cancelled" || state === "unknown" ? state : "done";
}

/** What one step of an iteration says counts before what another one does. */
const WORST_FIRST = [
  "failed",
  "unknown",
  "open",
  "cancelled",
  "done",
  "skipped",
] as const satisfies readonly Meaning[];

function worse(one: Meaning, other: Meaning): Meaning {
  return WORST_FIRST.indexOf(one) < WORST_FIRST.indexOf(other) ? one : other;
}
