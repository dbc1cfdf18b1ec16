import { issue } from "./issue.ts";
import { allStatuses } from "./scopes.ts";
import type { Active, Turn } from "./turn.ts";
import { activeAt } from "./turn.ts";
import { leaveTurn } from "./withdraw.ts";

/** A paused run asks for no turn: its calls would keep others back and not be made. */
export function leaveQueues(turn: Turn): void {
  for (const active of queued(turn)) standAside(turn, active);
}

export function standAside(turn: Turn, active: Active): void {
  active.status.note = "Waits for the run to be resumed, and then again for its turn.";
  issue(turn, active, "turn");
  leaveTurn(turn, active);
}

/** Where the run is resumed: the same calls, each at the end of its queue. */
export function queueAgain(turn: Turn): void {
  for (const active of queued(turn)) {
    active.status.note = active.status.remark;
    issue(turn, active, "call");
  }
}

function queued(turn: Turn): Active[] {
  return [...allStatuses(turn.state)]
    .filter(({ status }) => status.awaits === "turn")
    .map(({ position, scope }) => activeAt(turn, position, scope));
}
