import { NULL_PAYLOAD } from "../../payload.ts";
import { isLoop } from "../plan-index.ts";
import type { EngineCommand } from "../protocol.ts";
import type { LoopState } from "../state.ts";
import type { Active, Turn } from "../turn.ts";
import { waitFor } from "../turn.ts";
import { gatheringOf } from "./gather.ts";

/** Asks the host for what does not lie in the state. */
export function ask(turn: Turn, active: Active, what: NonNullable<LoopState["asks"]>): void {
  const { status } = active;
  if (status.loop === undefined) return;
  status.loop.asks = what;
  waitFor(turn, status, "render");
  turn.commands.push(...asked(active));
}

/** What a loop waits for the host to answer, made from its state alone. */
export function asked({ step, scope, status }: Active): EngineCommand[] {
  const { loop, attempt } = status;
  if (loop?.asks === undefined || !isLoop(step)) return [];
  const key = { step: step.id, scope, attempt };
  if (loop.asks === "items") {
    return [{ kind: "slice", ...key, over: status.input ?? NULL_PAYLOAD, from: loop.next }];
  }
  const { parts, open } = loop.gathered;
  const rest = { payload: { kind: "inline", json: `[${open}]` } } as const;
  return [{ kind: "gather", ...key, parts: [...parts, rest], ...gatheringOf(step, loop) }];
}
