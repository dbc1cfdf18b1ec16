import type { Plan } from "../../plan.ts";
import type { PlanIndex } from "../plan-index.ts";
import { indexPlan, isLoop, stepAt } from "../plan-index.ts";
import { outerOf, pathOf } from "../scopes.ts";

/** A set step of a body that is done, by where it stood; `seq` as it was recorded. */
export interface PastSet {
  readonly step: string;
  readonly scope: string;
  readonly seq: number;
}

/** Something that counts at a moment: what a step set, or what an iteration or a loop left behind when it ended. */
interface Effect {
  readonly at: number;
  readonly sets: readonly PastSet[];
}

/**
 * Of all that was set within a loop that is over, what counts around it, in that order: the same that the engine
 * leaves there (`loops/end-iteration.ts`), put together again from the records.
 */
export function setInLoop(plan: Plan, loop: string, sets: readonly PastSet[]): PastSet[] {
  const index = indexPlan(plan);
  const byScope = new Map<string, PastSet[]>();
  const indices = new Map<string, Set<number>>();
  for (const set of sets) {
    const own = byScope.get(set.scope);
    if (own === undefined) byScope.set(set.scope, [set]);
    else own.push(set);
    noteIterations(set.scope, indices);
  }
  return latest(effectsOf({ index, byScope, indices }, loop, ""));
}

interface Known {
  readonly index: PlanIndex;
  readonly byScope: ReadonlyMap<string, readonly PastSet[]>;
  /** By the path of a loop without its index: the iterations in which anything was set. */
  readonly indices: ReadonlyMap<string, ReadonlySet<number>>;
}

function noteIterations(scope: string, indices: Map<string, Set<number>>): void {
  for (let at = scope; at !== ""; at = outerOf(at)) {
    const [, loop = at, number = "0"] = /^(.*)\[(\d+)\]$/.exec(at) ?? [];
    const known = indices.get(loop);
    if (known === undefined) indices.set(loop, new Set([Number(number)]));
    else known.add(Number(number));
  }
}

/** When what was set in a loop counts around it: each iteration at its end, or, of a parallel loop, all at once. */
function effectsOf(known: Known, loop: string, scope: string): Effect[] {
  const path = scope === "" ? loop : `${scope}/${loop}`;
  const iterations = [...(known.indices.get(path) ?? [])].toSorted((a, b) => a - b);
  const ended = iterations.map((at) => setInIteration(known, loop, pathOf(scope, loop, at)));
  const step = stepAt(known.index, known.index.position.get(loop) ?? -1);
  if (step.kind !== "for_each" || step.parallel === 1) return ended;
  // The item that comes last wins, whichever of them ended last.
  const at = ended.reduce((last, one) => Math.max(last, one.at), 0);
  return [{ at, sets: latest(ended.map((one, order) => ({ ...one, at: order }))) }];
}

function setInIteration(known: Known, loop: string, path: string): Effect {
  const own = known.byScope.get(path) ?? [];
  const body = known.index.bodies.get(loop)?.steps ?? [];
  const effects: Effect[] = [
    ...own.map((set) => ({ at: set.seq, sets: [set] })),
    ...body
      .map((position) => stepAt(known.index, position))
      .filter(isLoop)
      .flatMap((inner) => effectsOf(known, inner.id, path)),
  ];
  return { at: effects.reduce((last, one) => Math.max(last, one.at), 0), sets: latest(effects) };
}

/** In the order of time; what the same step set again takes the place of the earlier. */
function latest(effects: readonly Effect[]): PastSet[] {
  const kept = new Map<string, PastSet>();
  for (const set of effects.toSorted((a, b) => a.at - b.at).flatMap(({ sets }) => sets)) {
    kept.delete(set.step);
    kept.set(set.step, set);
  }
  return [...kept.values()];
}
