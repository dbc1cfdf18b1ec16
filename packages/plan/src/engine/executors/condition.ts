import { truthy } from "@riposte/template";
import { toPayload } from "../../payload.ts";
import { ELSE_PORT } from "../../ports.ts";
import { complete } from "../outcome.ts";
import type { Active, Turn } from "../turn.ts";
import type { Executor, StepOf } from "./executor.ts";
import { smallValue } from "./values.ts";

/** One field at a time, `cases.<n>.when`: a later case is not even looked at once one is true. */
export const condition: Executor<"condition"> = {
  fields(step, { nextCase = 0 }) {
    const when = step.cases[nextCase]?.when ?? "false";
    return { [fieldOf(nextCase)]: `{{ (${when}) and true or false }}` };
  },

  act(turn, active, values) {
    const { step, status, position, scope } = active;
    const at = status.nextCase ?? 0;
    const current = step.cases[at];
    if (current === undefined) return choose(turn, active, ELSE_PORT);
    if (truthy(smallValue(values, fieldOf(at)))) return choose(turn, active, current.name);
    status.nextCase = at + 1;
    if (status.nextCase >= step.cases.length) return choose(turn, active, ELSE_PORT);
    turn.tasks.unshift({ kind: "begin", position, scope });
  },
};

function fieldOf(at: number): string {
  return `cases.${at}.when`;
}

function choose(turn: Turn, active: Active<StepOf<"condition">>, port: string): void {
  complete(turn, active, { port, output: toPayload(new Map([["case", port]])) });
}
