import type { PlanEdge } from "../plan.ts";
import { CANCEL_PORT } from "../ports.ts";
import type { ScopeState } from "./state.ts";
import type { Active, Turn } from "./turn.ts";
import { activeAt, recordStep } from "./turn.ts";

/**
 * An edge ends up taken or dead, once. `all` waits until every incoming edge has settled and goes if one
 * was taken; `any` goes at the first taken edge. A step whose edges are all dead is skipped, and so are
 * its own ways out.
 */
export function leave(turn: Turn, { step, scope }: Pick<Active, "step" | "scope">, takenPort: string): void {
  leaveBy(turn, scope, turn.index.outgoing.get(step.id), takenPort);
}

/** The trigger has no step of its own. Its other edges are those for a cancelled run, all of one port. */
export function leaveTrigger(turn: Turn, edges = turn.index.outgoing.get(turn.index.plan.trigger.id)): void {
  leaveBy(turn, "", edges, edges?.[0]?.port === CANCEL_PORT ? CANCEL_PORT : "default");
}

function leaveBy(
  turn: Turn,
  scope: string,
  edges: readonly PlanEdge[] | undefined,
  takenPort: string | null,
): void {
  const skipped: string[] = [];
  settleEdges(turn, scope, edges, takenPort, skipped);
  for (let next = skipped.shift(); next !== undefined; next = skipped.shift()) {
    settleEdges(turn, scope, turn.index.outgoing.get(next), null, skipped);
  }
}

function settleEdges(
  turn: Turn,
  scope: string,
  edges: readonly PlanEdge[] | undefined,
  takenPort: string | null,
  skipped: string[],
): void {
  for (const edge of edges ?? []) {
    const position = turn.index.position.get(edge.to);
    if (position === undefined) continue;
    const target = activeAt(turn, position, scope);
    target.status.settled += 1;
    const taken = edge.port === takenPort;
    if (taken) target.status.taken += 1;
    arrive(turn, target, taken, skipped);
  }
}

function arrive(turn: Turn, target: Active, taken: boolean, skipped: string[]): void {
  const { status, step } = target;
  // Its outcome was taken over or given by hand: it stands, whoever gets there once more.
  if (status.origin !== undefined) return;
  const complete = status.settled === turn.index.incoming.get(step.id);
  if (step.join === "any" && taken && status.taken === 1) begin(turn, target);
  else if (complete && status.taken === 0) skip(turn, target, skipped);
  else if (complete && step.join === "all") begin(turn, target);
}

function begin(turn: Turn, { position, scope }: Active): void {
  turn.tasks.push({ kind: "begin", position, scope });
}

function skip(turn: Turn, target: Active, skipped: string[]): void {
  recordStep(turn, target, "skipped");
  skipped.push(target.step.id);
  settle(turn, target.scope);
}

/** A step has come to its end. An iteration whose steps all have is over. */
export function settle(turn: Turn, scope: string): void {
  if (scope === "") return;
  const iteration = turn.state.scopes[scope];
  if (iteration !== undefined && --iteration.left === 0) turn.tasks.push({ kind: "close", scope });
}

/** Steps that nothing leads to can never run: they are skipped at the start, so that nothing waits for them. */
export function skipUnconnected(turn: Turn): void {
  for (const [position, step] of turn.index.plan.steps.entries()) {
    if (step.parent === undefined) skipWithoutWay(turn, position, "");
  }
}

function skipWithoutWay(turn: Turn, position: number, scope: string): void {
  const { id } = turn.index.plan.steps[position] ?? { id: "" };
  if (turn.index.incoming.has(id)) return;
  const target = activeAt(turn, position, scope);
  recordStep(turn, target, "skipped");
  settle(turn, scope);
  leaveBy(turn, scope, turn.index.outgoing.get(id), null);
}

/** An iteration begins: its entries are taken. */
export function enter(turn: Turn, loop: string, scope: string, iteration: ScopeState): void {
  const body = turn.index.bodies.get(loop);
  iteration.left = body?.steps.length ?? 0;
  if (iteration.left === 0) turn.tasks.push({ kind: "close", scope });
  for (const position of body?.steps ?? []) skipWithoutWay(turn, position, scope);
  leaveBy(turn, scope, body?.entries, "each");
}
