import { defineSignal, setHandler } from "@temporalio/workflow";
import { CHILD_ENDED_SIGNAL, NEXT_TASK_SIGNAL, STOP_SIGNAL } from "@riposte/temporal/contract";
import type { ChildEndedInput, StopInput } from "@riposte/temporal/contract";
import { isRefused } from "@riposte/temporal/refused-payload";
import { forgetChild } from "./commands/child.ts";
import type { Host } from "./host.ts";

const childEnded = defineSignal<[ChildEndedInput]>(CHILD_ENDED_SIGNAL);
const stop = defineSignal<[StopInput]>(STOP_SIGNAL);
const nextTask = defineSignal(NEXT_TASK_SIGNAL);

/** Repeated until Temporal has them: one that came before changes nothing. What nobody sealed is not heard. */
export function acceptSignals(host: Host): void {
  setHandler(childEnded, (input) => {
    if (isRefused(input)) return;
    const { step, scope, attempt, run, end } = input;
    forgetChild(host, input);
    host.feed({ kind: "child_ended", step, scope, attempt, run, end });
  });
  setHandler(nextTask, () => {
    host.tasksBegun += 1;
  });
  setHandler(stop, (input) => {
    if (isRefused(input)) return;
    host.feed({ kind: "cancel_requested", by: input.by, reason: input.reason });
  });
}
