import { evaluate, parseCached } from "@riposte/template";
import { isBlob, toPayload } from "../../payload.ts";
import { ELSE_PORT } from "../../ports.ts";
import { complete } from "../outcome.ts";
import type { Values } from "../turn.ts";
import type { Executor } from "./executor.ts";
import { smallValue, valueOf } from "./values.ts";

/** Fields `value` and `cases.<n>.value`. Compared as templates compare: 1 equals 1.0 and true, but not "1". */
export const switchStep: Executor<"switch"> = {
  fields: ({ value, cases }) => ({
    value,
    ...Object.fromEntries(cases.map((one, at) => [fieldOf(at), one.value])),
  }),

  act(turn, active, values) {
    const { semantics } = turn.index.plan;
    const chosen = active.step.cases.find((_, at) => areEqual(values, fieldOf(at), semantics));
    const port = chosen?.name ?? ELSE_PORT;
    complete(turn, active, { port, output: toPayload(new Map([["case", port]])) });
  },
};

function fieldOf(at: number): string {
  return `cases.${at}.value`;
}

/** What is too large to lie here equals nothing. */
function areEqual(values: Values, field: string, semantics: number): boolean {
  if (isBlob(valueOf(values, "value")) || isBlob(valueOf(values, field))) return false;
  const [left, right] = [smallValue(values, "value"), smallValue(values, field)];
  const context = new Map([
    ["left", left],
    ["right", right],
  ]);
  return evaluate(parseCached("{{ left == right }}"), context, { semantics }) === true;
}
