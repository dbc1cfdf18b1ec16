import { fromPlain } from "@riposte/template";
import type { Failure } from "../failure.ts";
import type { InlinePayload, Payload } from "../payload.ts";
import { NULL_PAYLOAD, toPayload } from "../payload.ts";
import { CONTINUE_PORT, DEFAULT_PORT, FAILURE_PORT } from "../ports.ts";
import { leave } from "./dataflow.ts";
import { backoff, mayRetry } from "./retry.ts";
import { instantText } from "./instant.ts";
import { issue, setTimer } from "./issue.ts";
import type { Active, Turn } from "./turn.ts";
import { cancelTimer, recordStep, waitFor } from "./turn.ts";
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
  if (step.kind === "set") turn.state.setters.push(active.position);
  recordStep(turn, active, "done");
  goOn(turn, active);
}

/** Ends the attempt: another one, another path or the end of the run, as the step's policies say. */
export function fail(turn: Turn, active: Active, failure: Failure): void {
  const { status, step } = active;
  waitFor(turn, status, undefined);
  status.failure = failure;
  if (turn.state.phase !== "running") return endWhileStopping(turn, active, failure);
  if (mayRetry(step.retry, status.attempt, failure)) return retryLater(turn, active);
  const onFailure = step.kind === "fail" ? "stop" : step.onFailure;
  if (onFailure === "stop") return stopRun(turn, active, failure);
  const port = onFailure === "continue" ? CONTINUE_PORT[step.kind] : FAILURE_PORT;
  failTowards(turn, active, port, errorOutput(failure));
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
  if (turn.state.phase === "running") leave(turn, active.step.id, active.status.port ?? DEFAULT_PORT);
}

function retryLater(turn: Turn, active: Active): void {
  const { status, step } = active;
  const at = turn.now + backoff(step.retry, status.attempt);
  status.note = `Attempt ${status.attempt} of ${step.retry.attempts} failed; the next one is at ${instantText(at)}.`;
  setTimer(active, "retry", at);
  issue(turn, active, "retry");
}

function stopRun(turn: Turn, active: Active, failure: Failure): void {
  endStep(turn, active, {});
  recordStep(turn, active, "failed");
  turn.state.phase = "failing";
  turn.state.run.failure = failure;
  turn.state.run.failedStep = active.step.id;
  withdrawOpenSteps(turn);
}

function endWhileStopping(turn: Turn, active: Active, failure: Failure): void {
  endStep(turn, active, {});
  recordStep(turn, active, failure.code === "cancelled" ? "cancelled" : "failed");
}

function errorOutput(failure: Failure): InlinePayload {
  return toPayload(fromPlain({ error: { code: failure.code, message: failure.message } }));
}
