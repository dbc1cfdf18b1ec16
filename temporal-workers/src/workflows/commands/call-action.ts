import { CancellationScope, isCancellation } from "@temporalio/workflow";
import type { EngineCommand } from "@riposte/plan";
import type { ActionJob, ActionOutcome } from "@riposte/temporal/contract";
import { callAction as call, goesShortWay, local } from "../activities.ts";
import { track } from "../host.ts";
import type { Host, HostEvent } from "../host.ts";
import { runLocally, send } from "../outflow.ts";

type CallCommand = Extract<EngineCommand, { kind: "call_action" }>;
type CancelCommand = Extract<EngineCommand, { kind: "cancel_action" }>;

export function callAction(host: Host, command: CallCommand): void {
  const { step, attempt } = command;
  const job = jobOf(host, command);
  const scope = new CancellationScope({ cancellable: true, parent: host.scope });
  host.calls.set(step, scope);
  track(host, async () => {
    const outcome = await outcomeOf(host, job, scope);
    host.calls.delete(step);
    host.feed(answer(step, attempt, outcome));
  });
}

/** A call that has not begun, because a fresh history was due, is not begun any more. */
export function cancelAction(host: Host, { step, attempt }: CancelCommand): void {
  const scope = host.calls.get(step);
  if (scope === undefined) {
    const failure = { code: "cancelled", message: "Cancelled before it began.", retryable: false } as const;
    return host.feed({ kind: "action_failed", step, attempt, failure });
  }
  scope.cancel();
  const key = { runId: host.facts.id, step, scope: "", attempt };
  track(host, () => runLocally(host, () => local.cancelAttempt(key)));
}

/** What Temporal says of a call that it gave up on is not the truth: its attempt row is. */
async function outcomeOf(host: Host, job: ActionJob, scope: CancellationScope): Promise<ActionOutcome> {
  const start = () => scope.run(() => call(job));
  try {
    return await (goesShortWay(job.call) ? runLocally(host, start) : send(host, job, start));
  } catch (error) {
    const { runId, step, scope: path, attempt } = job;
    const key = { runId, step, scope: path, attempt };
    const reason = isCancellation(error) ? "cancelled" : "timeout";
    return runLocally(host, () => local.settleCall({ key, reason }));
  }
}

function answer(step: string, attempt: number, outcome: ActionOutcome): HostEvent {
  switch (outcome.kind) {
    case "done":
      return { kind: "action_done", step, attempt, output: outcome.output };
    case "failed":
      return { kind: "action_failed", step, attempt, failure: outcome.failure };
    case "unknown":
      return { kind: "action_unknown", step, attempt, failure: outcome.failure };
  }
}

function jobOf(host: Host, { step, attempt, call }: CallCommand): ActionJob {
  const { workspaceId, id: runId } = host.facts;
  const stepName = host.plan.steps.find(({ id }) => id === step)?.name ?? step;
  return { workspaceId, runId, step, stepName, scope: "", attempt, call };
}
