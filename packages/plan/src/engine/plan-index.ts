import type { LoopStep, Plan, PlanEdge, PlanStep } from "../plan.ts";
import { refuseUnknownPlan } from "../plan-versions.ts";
import { CANCEL_PORT, EACH_PORT } from "../ports.ts";

/** What the engine looks up again and again, made once per plan. */
export interface PlanIndex {
  readonly plan: Plan;
  /** Where a step stands in `plan.steps`, by its id. */
  readonly position: ReadonlyMap<string, number>;
  /** Outgoing edges by source id, in the plan's order; those into the body of a loop are not among them. */
  readonly outgoing: ReadonlyMap<string, readonly PlanEdge[]>;
  /** From the trigger to what runs when the run is cancelled; they are not among the outgoing. */
  readonly onCancel: readonly PlanEdge[];
  /** How many edges lead into a step, by its id. */
  readonly incoming: ReadonlyMap<string, number>;
  /** By the loop's id. */
  readonly bodies: ReadonlyMap<string, Body>;
  /** In how many loops a step stands, by its position. */
  readonly depth: readonly number[];
}

/** What one iteration of a loop consists of. */
export interface Body {
  /** The edges by which it begins. */
  readonly entries: readonly PlanEdge[];
  /** Positions of its own steps; those of loops in it have bodies of their own. */
  readonly steps: readonly number[];
}

const indices = new WeakMap<Plan, PlanIndex>();

/** @throws UnknownPlan */
export function indexPlan(plan: Plan): PlanIndex {
  const known = indices.get(plan);
  if (known !== undefined) return known;
  refuseUnknownPlan(plan);
  const index = buildIndex(plan);
  indices.set(plan, index);
  return index;
}

function buildIndex(plan: Plan): PlanIndex {
  const position = new Map(plan.steps.map((step, at) => [step.id, at]));
  const outgoing = new Map<string, PlanEdge[]>();
  const incoming = new Map<string, number>();
  const bodies = new Map<string, { entries: PlanEdge[]; steps: number[] }>();
  for (const step of plan.steps) if (isLoop(step)) bodies.set(step.id, { entries: [], steps: [] });
  for (const [at, { parent }] of plan.steps.entries()) {
    if (parent !== undefined) bodies.get(parent)?.steps.push(at);
  }
  const onCancel = plan.edges.filter((edge) => isCancelEdge(plan, edge));
  for (const edge of onCancel) incoming.set(edge.to, (incoming.get(edge.to) ?? 0) + 1);
  for (const edge of plan.edges) {
    if (isCancelEdge(plan, edge)) continue;
    const body = edge.port === EACH_PORT ? bodies.get(edge.from) : undefined;
    const edges = body?.entries ?? outgoing.get(edge.from);
    if (edges === undefined) outgoing.set(edge.from, [edge]);
    else edges.push(edge);
    incoming.set(edge.to, (incoming.get(edge.to) ?? 0) + 1);
  }
  const depth = plan.steps.map((step) => depthOf(plan, position, step));
  return { plan, position, outgoing, onCancel, incoming, bodies, depth };
}

function isCancelEdge({ trigger }: Plan, { from, port }: PlanEdge): boolean {
  return from === trigger.id && port === CANCEL_PORT;
}

export function isLoop(step: PlanStep): step is LoopStep {
  return step.kind === "for_each" || step.kind === "while";
}

function depthOf(plan: Plan, position: ReadonlyMap<string, number>, step: PlanStep): number {
  let depth = 0;
  for (let at: PlanStep | undefined = step; at?.parent !== undefined && depth <= plan.steps.length; depth++) {
    at = plan.steps[position.get(at.parent) ?? -1];
  }
  return depth;
}

export function stepAt(index: PlanIndex, position: number): PlanStep {
  const step = index.plan.steps[position];
  if (step === undefined) throw new Error(`The plan has no step at ${position}.`);
  return step;
}
