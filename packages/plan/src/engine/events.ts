import { fromPlain } from "@riposte/template";
import type { Failure } from "../failure.ts";
import { toPayload } from "../payload.ts";
import { closeApproval } from "./approvals.ts";
import { leaveBreakpoint } from "./breakpoints/leave.ts";
import { renderFailed } from "./breakpoints/stand.ts";
import { childEnded, childStarted, childTimerFired } from "./children/child-events.ts";
import { TIMED_OUT_PORT } from "../ports.ts";
import { leaveTrigger, skipUnconnected } from "./dataflow.ts";
import type { Ruling } from "./executors/executor.ts";
import { executorOf } from "./executors/executors.ts";
import { issue } from "./issue.ts";
import { closeIfQuiet, isCollecting } from "./loops/end-iteration.ts";
import { canPause } from "./host.ts";
import { complete, fail, failForGood } from "./outcome.ts";
import { stepAt } from "./plan-index.ts";
import type { EngineEvent } from "./protocol.ts";
import { takeOver } from "./rerun/take-over.ts";
import { isLive } from "./scopes.ts";
import { timerFired } from "./timer-fired.ts";
import type { Active, Turn } from "./turn.ts";
import { leaveQueues, queueAgain, standAside } from "./stand-aside.ts";
import { answered, changeRun, findActive, recordStep, waitFor } from "./turn.ts";
import { UNWIND_TIMER, unwindingTimedOut } from "./unwind.ts";
import { cancelCalls, leaveTurn, withdrawOpenSteps, withdrawStep } from "./withdraw.ts";

type EventOf<K extends EngineEvent["kind"]> = Extract<EngineEvent, { kind: K }>;
type Handlers = { readonly [K in EngineEvent["kind"]]: (turn: Turn, event: EventOf<K>) => void };

export function handleEvent(turn: Turn, event: EngineEvent): void {
  if (turn.state.phase === "new" && event.kind !== "started") return;
  const handle = handlers[event.kind] as (turn: Turn, event: EngineEvent) => void;
  handle(turn, event);
  if ("scope" in event && event.scope !== undefined) closeIfQuiet(turn, event.scope);
}

/** Of a step with branches: the first of them that its action said; without one all its ways end there. */
function wayOut({ step }: Active, said: readonly string[]): { readonly port?: string } {
  if (step.kind !== "action" || step.branches === undefined) return {};
  return { port: step.branches.find((branch) => said.includes(branch)) ?? NO_PORT };
}

const NO_PORT = "";

const handlers: Handlers = {
  started(turn, { trigger, run }) {
    const { state } = turn;
    if (state.phase !== "new") return;
    state.phase = "running";
    state.facts = run;
    state.trigger = trigger;
    turn.commands.push({ kind: "run_record", record: changeRun(turn, "running") });
    skipUnconnected(turn);
    leaveTrigger(turn);
    takeOver(turn);
  },

  rendered(turn, event) {
    const active = answered(turn, event, "render");
    if (active === null) return;
    waitFor(turn, active.status, undefined);
    const { position, scope } = active;
    if (isLive(turn.state, scope)) turn.tasks.push({ kind: "act", position, scope, values: event.fields });
    else if (!isCollecting(turn, active)) withdrawStep(turn, active);
  },

  render_failed(turn, event) {
    const active = answered(turn, event, "render");
    if (active === null) return;
    waitFor(turn, active.status, undefined);
    renderFailed(turn, active, event.failure);
  },

  action_done(turn, event) {
    const active = answered(turn, event, "call");
    if (active === null) return;
    complete(turn, active, { output: event.output, ...wayOut(active, event.branches ?? []) });
  },

  action_failed(turn, event) {
    const active = answered(turn, event, "call");
    if (active !== null) fail(turn, active, event.failure);
  },

  action_unknown(turn, event) {
    const active = answered(turn, event, "call");
    if (active === null) return;
    waitFor(turn, active.status, "resolution");
    active.status.failure = event.failure;
    recordStep(turn, active, "unknown");
  },

  action_waits(turn, event) {
    const active = answered(turn, event, "call");
    if (active === null) return;
    if (!isLive(turn.state, active.scope)) {
      leaveTurn(turn, active);
      return withdrawStep(turn, active);
    }
    if (turn.state.paused !== undefined) return standAside(turn, active);
    active.status.note = event.note;
    issue(turn, active, "turn");
  },

  turn_came(turn, event) {
    const active = answered(turn, event, "turn");
    if (active === null || turn.state.paused !== undefined) return;
    active.status.note = active.status.remark;
    issue(turn, active, "call");
  },

  unknown_resolved(turn, { step, scope = "", outcome, by, reason }) {
    const active = findActive(turn, step, scope);
    if (active?.status.awaits !== "resolution" || !isLive(turn.state, scope)) return;
    const note =
      reason === "" ? `Resolved as ${outcome} by ${by}.` : `Resolved as ${outcome} by ${by}: ${reason}`;
    if (outcome === "done") return complete(turn, active, { output: toPayload(fromPlain({})), note });
    if (outcome === "failed") {
      return fail(turn, active, { code: "unknown_outcome", message: note, retryable: false });
    }
    active.status.remark = note;
    nextAttempt(turn, active);
  },

  child_started: childStarted,
  child_ended: childEnded,

  approval_decided(turn, { step, scope = "", decision, by, comment }) {
    const active = findActive(turn, step, scope);
    if (active?.status.awaits !== "decision") return;
    rule(turn, active, { decision: decision === "approve" ? "approved" : "rejected", by, comment });
  },

  event_arrived(turn, arrived) {
    const active = answered(turn, arrived, "event");
    if (active === null) return;
    active.status.expects = undefined;
    complete(turn, active, { output: arrived.event, note: `Ended by ${arrived.origin}.` });
  },

  event_missed(turn, missed) {
    const active = answered(turn, missed, "event");
    if (active === null) return;
    active.status.expects = undefined;
    complete(turn, active, { port: TIMED_OUT_PORT, note: "No event that matches came in time." });
  },

  timer_fired(turn, { timer }) {
    if (timer === UNWIND_TIMER) return unwindingTimedOut(turn);
    const active = timerFired(turn, timer);
    if (active === null) return;
    const { awaits } = active.status;
    if (awaits === "decision") return rule(turn, active, { decision: "expired", by: "", comment: "" });
    active.status.timer = undefined;
    // What is in flight keeps its limits while the run is paused.
    if (awaits === "child") return childTimerFired(turn, active);
    const { position, scope } = active;
    if (turn.state.paused === undefined) timeIsUp(turn, active);
    else turn.state.paused.due.push({ position, scope });
  },

  responded(turn, { step, scope = "" }) {
    const active = findActive(turn, step, scope);
    if (active?.status.awaits === "respond") complete(turn, active);
  },

  resumed(turn, { step, scope = "" }) {
    const active = findActive(turn, step, scope);
    if (active?.status.awaits !== "pause") return;
    waitFor(turn, active.status, "body");
    turn.tasks.push({ kind: "next", position: active.position, scope });
  },

  value_stored(turn, { step, scope = "", part, payload }) {
    const stored = findActive(turn, step, scope)?.status.loop?.gathered.parts[part];
    if (stored !== undefined) stored.payload = payload;
  },

  run_paused(turn) {
    const { state } = turn;
    if (!canPause(state)) return;
    state.paused = { tasks: turn.tasks, due: [] };
    leaveQueues(turn);
  },

  run_resumed(turn) {
    const { state } = turn;
    const { due = [] } = state.paused ?? {};
    delete state.paused;
    queueAgain(turn);
    for (const { position, scope } of due) {
      const active = findActive(turn, stepAt(turn.index, position).id, scope);
      if (active !== null) timeIsUp(turn, active);
    }
  },

  failure_decided(turn, { step, scope = "", choice, output, by, reason }) {
    const active = findActive(turn, step, scope);
    const { status } = active ?? {};
    if (active === null || status?.awaits !== "choice" || !isLive(turn.state, scope)) return;
    const { failure = NO_REASON } = status;
    const why = reason === "" ? "." : `: ${reason}`;
    if (choice === "skip") {
      status.origin = "by_hand";
      const note = `Skipped by ${by}, its output given by hand${why.replace(/[^.!?]$/, "$&.")} It had failed: ${failure.message}`;
      return complete(turn, active, { output: output ?? toPayload(fromPlain({})), note });
    }
    status.remark = `${choice === "retry" ? "Tried again" : "Let fail"} by ${by}${why}`;
    if (choice === "retry") return nextAttempt(turn, active);
    failForGood(turn, active, failure);
  },

  breakpoint_left(turn, event) {
    const active = findActive(turn, event.step, event.scope ?? "");
    if (active?.status.awaits !== "breakpoint" || !isLive(turn.state, active.scope)) return;
    leaveBreakpoint(turn, active, event);
  },

  cancel_requested(turn, { by, reason }) {
    const { state } = turn;
    if (state.phase === "cancelling" || state.phase === "unwinding") return;
    if (state.phase === "running") {
      const message = reason === "" ? `Cancelled by ${by}.` : `Cancelled by ${by}: ${reason}`;
      state.run.failure = { code: "cancelled", message, retryable: false };
      state.phase = "cancelling";
      withdrawOpenSteps(turn);
    }
    cancelCalls(turn);
  },
};

function rule(turn: Turn, active: Active, ruling: Ruling): void {
  closeApproval(turn, active, ruling);
  executorOf(active.step.kind).decided?.(turn, active, ruling);
}

const NO_REASON: Failure = { code: "internal", message: "Nobody knows why.", retryable: false };

function timeIsUp(turn: Turn, active: Active): void {
  const { awaits, timer } = active.status;
  if (timer !== undefined) return;
  if (awaits === "sleep") return complete(turn, active);
  if (awaits === "retry") nextAttempt(turn, active);
}

function nextAttempt(turn: Turn, active: Active): void {
  const { status } = active;
  waitFor(turn, status, undefined);
  status.attempt += 1;
  status.note = status.remark;
  status.failure = undefined;
  status.nextCase = undefined;
  status.child = undefined;
  status.stopping = undefined;
  turn.tasks.push({ kind: "begin", position: active.position, scope: active.scope });
}
