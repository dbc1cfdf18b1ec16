import type { Plan } from "../../plan.ts";
import type { PlanIndex } from "../plan-index.ts";
import { indexPlan, isLoop, stepAt } from "../plan-index.ts";
import { outerOf, outwards, pathOf } from "../scopes.ts";
import type { PastStep } from "./plan-rerun.ts";

/** A set step of a body that is done, by where it stood; `seq` as it was recorded. */
export type PastSet = Pick<PastStep, "step" | "scope" | "seq">;

/** Something that counts at a moment: what a step set, or what an iteration or a loop left behind when it ended. */
interface Effect<S> {
  readonly at: number;
  readonly sets: readonly S[];
}

/**
 * Of all that was set within a loop that is over, what counts around it, in that order: the same that the engine
 * leaves there (`loops/end-iteration.ts`), put together again from the records.
 */
export function setInLoop<S extends Omit<PastStep, "port" | "attempt">>(
  plan: Plan,
  loop: string,
  body: readonly S[],
): S[] {
  const index = indexPlan(plan);
  const byScope = new Map<string, S[]>();
  const indices = new Map<string, Set<number>>();
  const ends = new Map<string, S>();
  const lastSeqs = new Map<string, number>();
  for (const past of body) {
    const { kind } = stepAt(index, index.position.get(past.step) ?? -1);
    for (const at of outwards(past.scope)) {
      if ((lastSeqs.get(at) ?? 0) < past.seq) lastSeqs.set(at, past.seq);
    }
    if (kind === "for_each" || kind === "while") ends.set(`${past.scope}/${past.step}`, past);
    if (past.state !== "done" || kind !== "set") continue;
    const own = byScope.get(past.scope);
    if (own === undefined) byScope.set(past.scope, [past]);
    else own.push(past);
    noteIterations(past.scope, indices);
  }
  return latest(effectsOf({ index, byScope, indices, ends, lastSeqs }, loop, ""));
}

interface Known<S> {
  readonly index: PlanIndex;
  readonly byScope: ReadonlyMap<string, readonly S[]>;
  /** By the path of a loop without its index: the iterations in which anything was set. */
  readonly indices: ReadonlyMap<string, ReadonlySet<number>>;
  /** How each inner loop ended, by its path without an index. Cancelled: it was cut off with the iteration around it. */
  readonly ends: ReadonlyMap<string, Pick<PastStep, "state" | "seq">>;
  /** By iteration: the last that was recorded in it, which is when it ended. */
  readonly lastSeqs: ReadonlyMap<string, number>;
}

function noteIterations(scope: string, indices: Map<string, Set<number>>): void {
  for (let at = scope; at !== ""; at = outerOf(at)) {
    const [, loop = at, number = "0"] = /^(.*)\[(\d+)\]$/.exec(at) ?? [];
    const known = indices.get(loop);
    if (known === undefined) indices.set(loop, new Set([Number(number)]));
    else known.add(Number(number));
  }
}

/**
 * When what was set in a loop counts around it: each iteration at its end, or, of a parallel loop, all at once. Of a loop
 * that was cut off the iterations that were still under way count for nothing, and of a parallel one none does.
 */
function effectsOf<S extends PastSet>(known: Known<S>, loop: string, scope: string): Effect<S>[] {
  const path = scope === "" ? loop : `${scope}/${loop}`;
  const step = stepAt(known.index, known.index.position.get(loop) ?? -1);
  const isParallel = step.kind === "for_each" && step.parallel !== 1;
  const end = known.ends.get(path);
  const cutOff = end?.state === "cancelled" ? end.seq : Infinity;
  if (isParallel && cutOff !== Infinity) return [];
  const ended = [...(known.indices.get(path) ?? [])]
    .toSorted((a, b) => a - b)
    .map((at) => pathOf(scope, loop, at))
    .filter((iteration) => (known.lastSeqs.get(iteration) ?? 0) < cutOff)
    .map((iteration) => setInIteration(known, loop, iteration));
  if (!isParallel) return ended;
  // The item that comes last wins, whichever of them ended last.
  return [{ at: end?.seq ?? 0, sets: latest(ended.map((one, order) => ({ ...one, at: order }))) }];
}

function setInIteration<S extends PastSet>(known: Known<S>, loop: string, path: string): Effect<S> {
  const own = known.byScope.get(path) ?? [];
  const body = known.index.bodies.get(loop)?.steps ?? [];
  const effects: Effect<S>[] = [
    ...own.map((set) => ({ at: set.seq, sets: [set] })),
    ...body
      .map((position) => stepAt(known.index, position))
      .filter(isLoop)
      .flatMap((inner) => effectsOf(known, inner.id, path)),
  ];
  return { at: known.lastSeqs.get(path) ?? 0, sets: latest(effects) };
}

/** In the order of time; what the same step set again takes the place of the earlier. */
function latest<S extends PastSet>(effects: readonly Effect<S>[]): S[] {
  const kept = new Map<string, S>();
  for (const set of effects.toSorted((a, b) => a.at - b.at).flatMap(({ sets }) => sets)) {
    kept.delete(set.step);
    kept.set(set.step, set);
  }
  return [...kept.values()];
}
