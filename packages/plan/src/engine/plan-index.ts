import type { Plan, PlanEdge, PlanStep } from "../plan.ts";

/** What the engine looks up again and again, made once per plan. */
export interface PlanIndex {
  readonly plan: Plan;
  /** Where a step stands in `plan.steps`, by its id. */
  readonly position: ReadonlyMap<string, number>;
  /** Outgoing edges by source id, in the plan's order. */
  readonly outgoing: ReadonlyMap<string, readonly PlanEdge[]>;
  /** How many edges lead into a step, by its id. */
  readonly incoming: ReadonlyMap<string, number>;
}

const indices = new WeakMap<Plan, PlanIndex>();

/** Throws where the plan was made for an engine that this one is not. */
export function indexPlan(plan: Plan): PlanIndex {
  const known = indices.get(plan);
  if (known !== undefined) return known;
  if (plan.ir !== 1 || plan.semantics !== 1) {
    throw new Error(
      `This plan needs ir ${String(plan.ir)} and semantics ${String(plan.semantics)}; this engine knows 1 and 1.`,
    );
  }
  const index = buildIndex(plan);
  indices.set(plan, index);
  return index;
}

function buildIndex(plan: Plan): PlanIndex {
  const outgoing = new Map<string, PlanEdge[]>();
  const incoming = new Map<string, number>();
  for (const edge of plan.edges) {
    const edges = outgoing.get(edge.from);
    if (edges === undefined) outgoing.set(edge.from, [edge]);
    else edges.push(edge);
    incoming.set(edge.to, (incoming.get(edge.to) ?? 0) + 1);
  }
  const position = new Map(plan.steps.map((step, at) => [step.id, at]));
  return { plan, position, outgoing, incoming };
}

export function stepAt(index: PlanIndex, position: number): PlanStep {
  const step = index.plan.steps[position];
  if (step === undefined) throw new Error(`The plan has no step at ${position}.`);
  return step;
}
