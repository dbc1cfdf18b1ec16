import type { Active, Turn } from "./turn.ts";
import { findActive } from "./turn.ts";

/** The step whose timer this is; null where it was replaced or withdrawn in the meantime. */
export function timerFired(turn: Turn, timer: string): Active | null {
  const [, step, , scope = ""] = timer.split(":");
  const active = step === undefined ? null : findActive(turn, step, scope);
  return active?.status.timer?.id === timer ? active : null;
}
