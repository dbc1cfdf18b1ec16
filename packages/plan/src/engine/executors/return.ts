import { complete } from "../outcome.ts";
import { breakOffUnwinding } from "../unwind.ts";
import { withdrawOpenSteps } from "../withdraw.ts";
import type { Executor } from "./executor.ts";
import { valueOf } from "./values.ts";

/** Field `outputs`: what the run gives to who called it. Otherwise as a stop. */
export const returnStep: Executor<"return"> = {
  fields: ({ outputs }) => ({ outputs }),

  act(turn, active, values) {
    const output = valueOf(values, "outputs");
    complete(turn, active, { output });
    // A cancelled run gives nothing to who called it.
    if (turn.state.phase === "unwinding") return breakOffUnwinding(turn, null);
    turn.state.run.output = output;
    turn.state.phase = "stopping";
    withdrawOpenSteps(turn);
  },
};
