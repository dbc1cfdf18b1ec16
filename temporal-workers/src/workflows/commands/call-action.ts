import { CancellationScope, isCancellation, patched, workflowInfo } from "@temporalio/workflow";
import type { EngineCommand } from "@riposte/plan";
import { turnWords } from "@riposte/plan";
import type { ActionJob, CallAnswer, ShortJob } from "@riposte/temporal/contract";
import { callAction as call, callScript, goesShortWay, local } from "../activities.ts";
import { track } from "../host.ts";
import type { Host, HostEvent, OpenCall } from "../host.ts";
import { isAnythingBeside, nextTask } from "../make-way.ts";
import { runLocally, send } from "../outflow.ts";
import { takeProgress } from "../say-at-once.ts";
import { turnKey, waitsForTurn } from "../turns.ts";

type CallCommand = Extract<EngineCommand, { kind: "call_action" }>;
type CancelCommand = Extract<EngineCommand, { kind: "cancel_action" }>;

export function callAction(host: Host, command: CallCommand): void {
  const job = jobOf(host, command);
  const scope = new CancellationScope({ cancellable: true, parent: host.scope });
  const open: OpenCall = { scope, isLocal: false, isRegular: false, isCancelled: false };
  host.calls.set(keyOf(command), open);
  track(host, async () => {
    // The place that it had before the run was paused is given up first.
    const leaving = host.turns.leaving.get(turnKey(command));
    if (leaving !== undefined) await leaving;
    const outcome = await outcomeOf(host, job, open);
    if (outcome.asked === true) await nextTask(host, "asked");
    else if (outcome.late === true && host.makesWay && isAnythingBeside(host)) await nextTask(host, "late");
    host.calls.delete(keyOf(command));
    host.feed(answer(command, outcome));
    if (outcome.kind === "turn") waitsForTurn(host, command);
  });
}

function keyOf({ step, scope }: { readonly step: string; readonly scope: string }): string {
  return `${step} ${scope}`;
}

/** A call that has not begun, because a fresh history was due, is not begun any more. */
export function cancelAction(host: Host, command: CancelCommand): void {
  const { step, scope, attempt } = command;
  const call = host.calls.get(keyOf(command));
  if (call === undefined) {
    const failure = { code: "cancelled", message: "Cancelled before it began.", retryable: false } as const;
    return host.feed({ kind: "action_failed", step, scope, attempt, failure });
  }
  call.isCancelled = true;
  if (!call.isLocal || !patched(SHORT_CALLS_END_THEMSELVES)) call.scope.cancel();
  const key = { runId: host.facts.id, step, scope, attempt };
  track(host, () => runLocally(host, () => local.cancelAttempt(key)));
}

export function leaveTurn(host: Host, command: Extract<EngineCommand, { kind: "leave_turn" }>): void {
  const { step, scope, attempt } = command;
  const key = { runId: host.facts.id, step, scope, attempt };
  track(host, async () => {
    const leaving = runLocally(host, () => local.leaveTurn(key));
    host.turns.leaving.set(turnKey(command), leaving);
    await leaving;
    host.turns.leaving.delete(turnKey(command));
  });
}

/** What Temporal says of a call that it gave up on is not the truth: its attempt row is. */
async function outcomeOf(host: Host, job: ActionJob, open: OpenCall): Promise<CallAnswer> {
  try {
    if (job.call.execution === "script") return await scriptOutcome(host, job, open);
    if (goesShortWay(job.call)) return await shortWay(host, open, () => call(shortJob(host, job)));
    return await regularWay(host, job, open, call);
  } catch (error) {
    const { runId, step, scope: path, attempt } = job;
    const key = { runId, step, scope: path, attempt };
    const reason = isCancellation(error) ? "cancelled" : "timeout";
    return runLocally(host, () => local.settleCall({ key, reason }));
  }
}

/** Called when the call goes out: it may have waited for a later task than the one that it was commanded in. */
function shortJob(host: Host, job: ActionJob): ShortJob {
  const progress = takeProgress(host);
  return { ...job, task: workflowInfo().historyLength, ...(progress !== null && { progress }) };
}

function shortWay<T>(host: Host, open: OpenCall, start: () => Promise<T>): Promise<T> {
  const begin = () => {
    open.isLocal = true;
    return start();
  };
  return runLocally(host, begin, open.scope);
}

/**
 * A local activity whose task has lasted for a while is not cancelled in Temporal, which may then not get on with the
 * workflow at all: its row tells it to stop, and it is soon over. Runs that were begun before go on as they began.
 */
const SHORT_CALLS_END_THEMSELVES = "short-calls-end-themselves";

/** Runs that were begun before go on as they began. */
const SCRIPTS_SHORT_WAY = "scripts-short-way";

/** By the runner beside this worker, where there is one; what that does not end at once goes on as an activity. */
async function scriptOutcome(host: Host, job: ActionJob, open: OpenCall): Promise<CallAnswer> {
  if (patched(SCRIPTS_SHORT_WAY)) {
    const answer = await shortWay(host, open, () => local.callScript(shortJob(host, job)));
    if (answer.kind !== "elsewhere") return answer;
    open.isLocal = false;
    if (open.isCancelled) open.scope.cancel();
  }
  return regularWay(host, job, open, callScript);
}

function regularWay(
  host: Host,
  job: ActionJob,
  open: OpenCall,
  start: (job: ActionJob) => Promise<CallAnswer>,
): Promise<CallAnswer> {
  open.isRegular = true;
  return send(host, job, () => open.scope.run(() => start(job)));
}

function answer({ step, scope, attempt }: CallCommand, outcome: CallAnswer): HostEvent {
  switch (outcome.kind) {
    case "turn": {
      const why = outcome.waits === null ? "others are before it." : turnWords(outcome.waits);
      return { kind: "action_waits", step, scope, attempt, note: `Waits for its turn: ${why}` };
    }
    case "done":
      return {
        kind: "action_done",
        step,
        scope,
        attempt,
        output: outcome.output,
        ...(outcome.branches === undefined ? {} : { branches: outcome.branches }),
      };
    case "failed":
      return { kind: "action_failed", step, scope, attempt, failure: outcome.failure };
    case "unknown":
      return { kind: "action_unknown", step, scope, attempt, failure: outcome.failure };
  }
}

function jobOf(host: Host, { step, scope, attempt, call }: CallCommand): ActionJob {
  const { workspaceId, id: runId } = host.facts;
  const stepName = host.plan.steps.find(({ id }) => id === step)?.name ?? step;
  return { workspaceId, runId, step, stepName, scope, attempt, call };
}
