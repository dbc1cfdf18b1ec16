import type { PlanEdge } from "../../plan.ts";
import type { ScopeState } from "../state.ts";
import type { Active, Turn } from "../turn.ts";
import { activeAt } from "../turn.ts";

/**
 * Somebody steps, and this step has ended by that way: what follows it is to stand. Where nothing does, the step keeps
 * that for its iteration.
 */
export function standAfter(turn: Turn, active: Active, port: string): void {
  const { step, scope, status } = active;
  if (status.steps === undefined) return;
  const taken = (turn.index.outgoing.get(step.id) ?? []).filter((edge) => edge.port === port);
  if (taken.length > 0) status.steps = undefined;
  standAt(turn, taken, scope);
}

/** An iteration is over, or on its way out: what the last of its steps kept is for what comes next in the loop. */
export function keepStep({ steps }: ScopeState, loop: Active): void {
  if (Object.values(steps).some((status) => status.steps !== undefined)) loop.status.steps = "within";
}

/** The next iteration begins. */
export function standWithin(turn: Turn, { step, status }: Active, path: string): void {
  if (status.steps !== "within") return;
  status.steps = undefined;
  standAt(turn, turn.index.bodies.get(step.id)?.entries ?? [], path);
}

/** What has begun before does not stand any more. */
function standAt(turn: Turn, edges: readonly PlanEdge[], scope: string): void {
  for (const { to } of edges) {
    const position = turn.index.position.get(to);
    if (position === undefined) continue;
    const { status } = activeAt(turn, position, scope);
    if (status.attempt === 0 && status.finishedAt === undefined) status.breakpoint = "due";
  }
}
