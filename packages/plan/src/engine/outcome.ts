import { fromPlain } from "@riposte/template";
import type { Failure } from "../failure.ts";
import type { InlinePayload, Payload } from "../payload.ts";
import { NULL_PAYLOAD, toPayload } from "../payload.ts";
import { CONTINUE_PORT, DEFAULT_PORT, FAILURE_PORT, PASSED_OVER_PORT } from "../ports.ts";
import { isDue } from "./breakpoints/condition.ts";
import { standAfter } from "./breakpoints/stepping.ts";
import { leave, settle } from "./dataflow.ts";
import { delayAfter, mayRetry } from "./retry.ts";
import { instantText } from "./instant.ts";
import { issue, setTimer } from "./issue.ts";
import { failIteration, isCollecting, keepParallelSets, stopLoop } from "./loops/end-iteration.ts";
import { isLoop } from "./plan-index.ts";
import { frameOf, isLive } from "./scopes.ts";
import type { Active, Turn } from "./turn.ts";
import { cancelTimer, recordStep, waitFor } from "./turn.ts";
import { breakOffUnwinding } from "./unwind.ts";
import { withdrawOpenSteps } from "./withdraw.ts";

export interface Ending {
  readonly output?: Payload;
  readonly port?: string;
  readonly note?: string;
}

export function complete(turn: Turn, active: Active, ending: Ending = {}): void {
  const { status, step } = active;
  endStep(turn, active, ending);
  status.failure = undefined;
  status.output ??= NULL_PAYLOAD;
  if (step.kind === "set") frameOf(turn.state, active.scope)?.setters.push(active.position);
  recordStep(turn, active, "done");
  goOn(turn, active);
}

/** Passed over by its run-if: the path goes on as if it had been taken, and there is nothing to read. */
export function passOver(turn: Turn, active: Active): void {
  endStep(turn, active, { port: PASSED_OVER_PORT[active.step.kind], note: "Passed over: run-if was false." });
  active.status.output = NULL_PAYLOAD;
  if (isDue(turn.state, active.status)) active.status.steps = "over";
  recordStep(turn, active, "skipped");
  goOn(turn, active);
}

/** Ends the attempt: another one, another path or the end of the iteration or the run, as the step's policies say. */
export function fail(turn: Turn, active: Active, failure: Failure): void {
  const { status, step, scope } = active;
  waitFor(turn, status, undefined);
  status.failure = failure;
  if (!isLive(turn.state, scope)) return endWhileStopping(turn, active, failure);
  if (isCollecting(turn, active)) return failIteration(turn, active, failure);
  if (isLoop(step)) {
    if (status.loop !== undefined && status.loop.live > 0) return stopFirst(turn, active, failure);
    keepParallelSets(turn, active);
  } else if (mayRetry(step.retry, status.attempt, failure)) return retryLater(turn, active, failure);
  const onFailure = step.kind === "fail" || step.kind === "return" ? "stop" : step.onFailure;
  if (onFailure === "ask") return issue(turn, active, "choice");
  if (onFailure === "stop") return failForGood(turn, active, failure);
  const port = onFailure === "continue" ? CONTINUE_PORT[step.kind] : FAILURE_PORT;
  failTowards(turn, active, port, errorOutput(active, failure));
}

function stopFirst(turn: Turn, active: Active, failure: Failure): void {
  waitFor(turn, active.status, "body");
  stopLoop(turn, active, failure);
}

/** The step has failed, and the run goes on at one of its ports. */
export function failTowards(turn: Turn, active: Active, port: string, output: Payload): void {
  endStep(turn, active, { port, output });
  recordStep(turn, active, "failed");
  goOn(turn, active);
}

function endStep(turn: Turn, active: Active, ending: Ending): void {
  const { status } = active;
  cancelTimer(turn, status);
  waitFor(turn, status, undefined);
  status.finishedAt = turn.now;
  status.note = ending.note ?? status.remark;
  if (ending.output !== undefined) status.output = ending.output;
  if (ending.port !== undefined) status.port = ending.port;
}

function goOn(turn: Turn, active: Active): void {
  if (!isLive(turn.state, active.scope)) return;
  const { port = DEFAULT_PORT } = active.status;
  leave(turn, active, port);
  standAfter(turn, active, port);
  settle(turn, active.scope);
}

function retryLater(turn: Turn, active: Active, failure: Failure): void {
  const { status, step } = active;
  const at = turn.now + delayAfter(step.retry, status.attempt, failure);
  status.note = `Attempt ${status.attempt} of ${step.retry.attempts} failed; the next one is at ${instantText(at)}.`;
  setTimer(active, "retry", at);
  issue(turn, active, "retry");
}

/** And with it the iteration or the run it stands in. */
export function failForGood(turn: Turn, active: Active, failure: Failure): void {
  endStep(turn, active, {});
  recordStep(turn, active, "failed");
  if (active.scope !== "") return failIteration(turn, active, failure);
  if (turn.state.phase === "unwinding") return breakOffUnwinding(turn, active.step);
  turn.state.phase = "failing";
  turn.state.run.failure = failure;
  turn.state.run.failedStep = active.step.id;
  withdrawOpenSteps(turn);
}

function endWhileStopping(turn: Turn, active: Active, failure: Failure): void {
  if (isCollecting(turn, active)) return;
  endStep(turn, active, {});
  recordStep(turn, active, failure.code === "cancelled" ? "cancelled" : "failed");
}

/** What templates read as `steps.<name>.error`. */
function errorOutput({ step, status }: Active, { code, message }: Failure): InlinePayload {
  return toPayload(fromPlain({ error: { code, message, step: step.name, attempt: status.attempt } }));
}
