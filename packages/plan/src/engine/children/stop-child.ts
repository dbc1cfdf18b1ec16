import type { Failure } from "../../failure.ts";
import { setTimer } from "../issue.ts";
import type { Active, Turn } from "../turn.ts";
import { cancelTimer } from "../turn.ts";

/** How long a run that was told to stop is waited for. */
export const GRACE_MS = 60_000;

/** Tells the run of another playbook to stop, once, and waits for its end, but not for ever. */
export function stopChild(turn: Turn, active: Active, reason: string, failure?: Failure): void {
  const { step, scope, status } = active;
  if (status.stopping !== undefined) return;
  status.stopping = failure === undefined ? {} : { failure };
  cancelTimer(turn, status);
  setTimer(active, "grace", turn.now + GRACE_MS);
  const { attempt, timer } = status;
  turn.commands.push({ kind: "cancel_child", step: step.id, scope, attempt, reason });
  if (timer !== undefined) turn.commands.push({ kind: "start_timer", timer: timer.id, at: timer.at });
}
