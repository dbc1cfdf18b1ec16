import { CancellationScope, isCancellation, sleep } from "@temporalio/workflow";
import type { EngineCommand } from "@riposte/plan";
import { workflowNow } from "../clock.ts";
import type { Host } from "../host.ts";

/** Deadlines are absolute: on a fresh history the timer is set for what is left. */
export function startTimer(host: Host, command: Extract<EngineCommand, { kind: "start_timer" }>): void {
  const { timer, at } = command;
  const scope = new CancellationScope({ cancellable: true, parent: host.scope });
  host.timers.set(timer, scope);
  scope
    .run(() => sleep(Math.max(at - workflowNow(), 1)))
    .then(() => {
      if (host.timers.get(timer) === scope) host.timers.delete(timer);
      host.feed({ kind: "timer_fired", timer });
    })
    .catch((error: unknown) => {
      if (!isCancellation(error)) host.crash ??= { error };
    });
}

export function cancelTimer(host: Host, command: Extract<EngineCommand, { kind: "cancel_timer" }>): void {
  host.timers.get(command.timer)?.cancel();
  host.timers.delete(command.timer);
}
