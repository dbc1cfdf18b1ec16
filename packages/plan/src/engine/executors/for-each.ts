import type { Payload } from "../../payload.ts";
import { isBlob } from "../../payload.ts";
import { readInline } from "../decoded.ts";
import { issue } from "../issue.ts";
import { ask } from "../loops/ask.ts";
import { endLoop } from "../loops/iterate.ts";
import { itemsOf, overFailure } from "../loops/items.ts";
import { fail } from "../outcome.ts";
import type { LoopState } from "../state.ts";
import type { Active, Turn } from "../turn.ts";
import { waitFor } from "../turn.ts";
import type { Executor, StepOf } from "./executor.ts";
import { smallValue, valueOf } from "./values.ts";

/** Field `over`; later the host brings pages of what is too large to lie here, and the result. */
export const forEach: Executor<"for_each"> = {
  fields: ({ over }) => ({ over }),

  act(turn, active, values) {
    const { status, position, scope } = active;
    const { loop } = status;
    if (loop === undefined) return begin(turn, active, valueOf(values, "over"));
    waitFor(turn, status, "body");
    loop.asks = undefined;
    if (values["output"] !== undefined && loop.stopping === undefined) {
      return endLoop(turn, active, values["output"]);
    }
    const items = values["items"] ?? values["item"];
    if (items !== undefined) {
      loop.total = Number(smallValue(values, "total"));
      loop.page = { from: loop.next, items: "items" in values ? items : alone(items) };
    }
    turn.tasks.push({ kind: "next", position, scope });
  },
};

/** A page is a list; of one item that may lie here, too. */
function alone(item: Payload): Payload {
  return isBlob(item) ? item : { kind: "inline", json: `[${item.json}]` };
}

function begin(turn: Turn, active: Active<StepOf<"for_each">>, over: Payload): void {
  const { status, step, position, scope } = active;
  status.input = over;
  const loop: LoopState = { total: null, next: 0, live: 0, gathered: { parts: [], open: "" } };
  if (!isBlob(over)) {
    const data = readInline(over);
    const items = itemsOf(data);
    const failure = overFailure(step.label, data, items);
    if (failure !== null) return fail(turn, active, failure);
    loop.total = items?.length ?? 0;
  }
  status.loop = loop;
  issue(turn, active, "body");
  if (isBlob(over)) return ask(turn, active, "items");
  turn.tasks.push({ kind: "next", position, scope });
}
