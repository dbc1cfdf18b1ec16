import type { Turn } from "./turn.ts";
import { activeAt, recordStep } from "./turn.ts";
import type { Active } from "./turn.ts";

/**
 * An edge ends up taken or dead, once. `all` waits until every incoming edge has settled and goes if one
 * was taken; `any` goes at the first taken edge. A step whose edges are all dead is skipped, and so are
 * its own ways out.
 */
export function leave(turn: Turn, from: string, takenPort: string | null): void {
  const skipped: string[] = [];
  settleEdges(turn, from, takenPort, skipped);
  for (let next = skipped.shift(); next !== undefined; next = skipped.shift()) {
    settleEdges(turn, next, null, skipped);
  }
}

function settleEdges(turn: Turn, from: string, takenPort: string | null, skipped: string[]): void {
  for (const edge of turn.index.outgoing.get(from) ?? []) {
    const position = turn.index.position.get(edge.to);
    if (position === undefined) continue;
    const target = activeAt(turn, position);
    target.status.settled += 1;
    const taken = edge.port === takenPort;
    if (taken) target.status.taken += 1;
    arrive(turn, target, taken, skipped);
  }
}

function arrive(turn: Turn, target: Active, taken: boolean, skipped: string[]): void {
  const { status, step } = target;
  const complete = status.settled === turn.index.incoming.get(step.id);
  if (step.join === "any" && taken && status.taken === 1) begin(turn, target);
  else if (complete && status.taken === 0) skip(turn, target, skipped);
  else if (complete && step.join === "all") begin(turn, target);
}

function begin(turn: Turn, target: Active): void {
  turn.tasks.push({ kind: "begin", position: target.position });
}

function skip(turn: Turn, target: Active, skipped: string[]): void {
  recordStep(turn, target, "skipped");
  skipped.push(target.step.id);
}

/** Steps that nothing leads to can never run: they are skipped at the start, so that nothing waits for them. */
export function skipUnconnected(turn: Turn): void {
  for (const [position, step] of turn.index.plan.steps.entries()) {
    if (turn.index.incoming.has(step.id)) continue;
    recordStep(turn, activeAt(turn, position), "skipped");
    leave(turn, step.id, null);
  }
}
