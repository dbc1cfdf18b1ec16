import type { Payload } from "../payload.ts";
import { NULL_PAYLOAD } from "../payload.ts";
import type { CollectReads, PlanStep } from "../plan.ts";
import { conditionToCheck } from "./breakpoints/condition.ts";
import { isCollecting } from "./loops/end-iteration.ts";
import { isLoop, stepAt } from "./plan-index.ts";
import type { LoopFacts, RenderContext, RunFacts, UnsetVariables } from "./protocol.ts";
import { frameOf, outerOf, outwards, scopeAtDepth } from "./scopes.ts";
import type { Active, Turn } from "./turn.ts";
import { factsOf } from "./turn.ts";

/** What the templates of a step see: what they read and nothing else. */
export function contextOf(turn: Turn, active: Active): RenderContext {
  const { step, scope } = active;
  const reading = readsOf(turn, active);
  const read = reading.reads.flatMap((id) => {
    const position = turn.index.position.get(id);
    const output = position === undefined ? undefined : outputOf(turn, position, scope);
    if (position === undefined || output === undefined) return [];
    return [{ id, name: stepAt(turn.index, position).name, output }];
  });
  const { semantics } = turn.index.plan;
  const context = {
    trigger: reading.readsTrigger ? turn.state.trigger : NULL_PAYLOAD,
    steps: Object.fromEntries(read.map(({ name, output }) => [name, output])),
    ids: Object.fromEntries(read.map(({ name, id }) => [name, id])),
    vars: reading.readsVars ? variables(turn, scope) : [],
    run: withoutBreakpoints(factsOf(turn.state)),
    now: turn.now,
    ...(semantics === 1 ? {} : { semantics }),
  };
  const loop = reading.readsLoop === true ? loopOf(turn, active, step) : null;
  return loop === null ? context : { ...context, loop };
}

function readsOf(turn: Turn, active: Active): Omit<CollectReads, "readsLoop"> & { readsLoop?: boolean } {
  const { step } = active;
  if (isLoop(step) && isCollecting(turn, active)) return step.collectReads;
  return conditionToCheck(turn.state, active) ?? step;
}

function withoutBreakpoints(facts: RunFacts): RunFacts {
  if (facts.breakpoints === undefined) return facts;
  const { breakpoints: _breakpoints, ...rest } = facts;
  return rest;
}

/** A step may read those of its own iteration and of all that lie around it. */
function outputOf(turn: Turn, position: number, scope: string): Payload | undefined {
  const where = scope === "" ? "" : scopeAtDepth(scope, turn.index.depth[position] ?? 0);
  return frameOf(turn.state, where)?.steps[position]?.output;
}

/** From the outside in: what is set in an iteration hides what is set around it. */
function variables(turn: Turn, scope: string): (Payload | UnsetVariables)[] {
  const layers: (Payload | UnsetVariables)[] = [];
  for (const at of [...outwards(scope)].toReversed()) {
    const frame = frameOf(turn.state, at);
    for (const setter of frame?.setters ?? []) {
      const position = typeof setter === "number" ? setter : setter.position;
      const output = typeof setter === "number" ? frame?.steps[setter]?.output : setter.output;
      const names = unsetBy(stepAt(turn.index, position));
      if (names.length > 0) layers.push({ kind: "unset", names });
      if (output !== undefined) layers.push(output);
    }
  }
  return layers;
}

function unsetBy(step: PlanStep): readonly string[] {
  if (step.kind !== "set") return [];
  return step.assignments.flatMap(({ name, operation }) => (operation === "unset" ? [name] : []));
}

/** The condition of a while sees the iteration that it decides on. */
function loopOf(turn: Turn, active: Active, step: PlanStep): LoopFacts | null {
  const { scope, status } = active;
  if (step.kind !== "while" || isCollecting(turn, active)) return factsAt(turn, scope);
  const { next = 0, previous = NULL_PAYLOAD } = status.loop ?? {};
  return { index: next, length: null, item: null, previous, parent: factsAt(turn, scope) };
}

function factsAt(turn: Turn, scope: string): LoopFacts | null {
  const iteration = turn.state.scopes[scope];
  if (iteration === undefined) return null;
  const around = outerOf(scope);
  const { total = null, previous = NULL_PAYLOAD } =
    frameOf(turn.state, around)?.steps[iteration.loop]?.loop ?? {};
  return {
    index: iteration.index,
    length: total,
    item: iteration.item ?? null,
    previous: total === null ? previous : null,
    parent: factsAt(turn, around),
  };
}
