import { complete } from "../outcome.ts";
import { breakOffUnwinding } from "../unwind.ts";
import { withdrawOpenSteps } from "../withdraw.ts";
import type { Executor } from "./executor.ts";

/** Ends the run as done. What is in flight is awaited, and nothing follows it. */
export const stop: Executor<"stop"> = {
  fields: () => ({}),

  act(turn, active) {
    complete(turn, active);
    if (turn.state.phase === "unwinding") return breakOffUnwinding(turn, null);
    turn.state.phase = "stopping";
    withdrawOpenSteps(turn);
  },
};
