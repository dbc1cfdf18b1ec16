import { truthy } from "@riposte/template";
import { issue } from "../issue.ts";
import { endLoop, finishLoop, startIteration } from "../loops/iterate.ts";
import { fail } from "../outcome.ts";
import type { LoopState } from "../state.ts";
import type { Active, Turn } from "../turn.ts";
import { waitFor } from "../turn.ts";
import type { Executor, StepOf } from "./executor.ts";
import { smallValue } from "./values.ts";

/** Field `condition`, anew before each iteration but a first one that comes untested; at last the host's result. */
export const whileLoop: Executor<"while"> = {
  fields({ condition, test }, { loop }) {
    if (loop === undefined && test === "after") return {};
    return { condition: `{{ (${condition}) and true or false }}` };
  },

  act(turn, active, values) {
    const { step } = active;
    const loop = wait(turn, active);
    if (values["output"] !== undefined) return endLoop(turn, active, values["output"]);
    const isUntested = values["condition"] === undefined;
    const goesOn = isUntested || truthy(smallValue(values, "condition")) === (step.mode === "while");
    if (!goesOn || (loop.next >= step.max && step.onMax === "continue")) return finishLoop(turn, active);
    if (loop.next < step.max) return startIteration(turn, active, loop, null);
    const message = `"${step.label}" has not come to its end after ${step.max} iterations.`;
    fail(turn, active, { code: "loop_limit", message, retryable: false, field: "max" });
  },
};

function wait(turn: Turn, active: Active<StepOf<"while">>): LoopState {
  const { status } = active;
  if (status.loop !== undefined) {
    status.loop.asks = undefined;
    waitFor(turn, status, "body");
    return status.loop;
  }
  status.loop = { total: null, next: 0, live: 0, gathered: { parts: [], open: "" } };
  issue(turn, active, "body");
  return status.loop;
}
