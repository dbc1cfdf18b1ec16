import {
  ApplicationFailure,
  defineSignal,
  defineUpdate,
  patched,
  setHandler,
  sleep,
  workflowInfo,
} from "@temporalio/workflow";
import {
  BREAKPOINT_UPDATE,
  CANCEL_UPDATE,
  CHOOSE_UPDATE,
  DECIDE_UPDATE,
  DECISION_SIGNAL,
  EVENT_SIGNAL,
  PAUSE_UPDATE,
  RESOLVE_UPDATE,
  RESUME_UPDATE,
} from "@riposte/temporal/contract";
import type {
  BreakpointInput,
  CancelInput,
  ChooseInput,
  DecideInput,
  DecisionInput,
  EventInput,
  PauseInput,
  ResolveInput,
  ResumeInput,
} from "@riposte/temporal/contract";
import { endWait } from "./commands/wait-event.ts";
import { hearDecision, isTaken } from "./decisions.ts";
import type { Host } from "./host.ts";
import {
  breakpointRefusal,
  cancelRefusal,
  chooseRefusal,
  decideRefusal,
  lateRefusal,
  pauseRefusal,
  resolveRefusal,
  resumeRefusal,
} from "./refusals.ts";
import type { Refusal } from "./refusals.ts";

const decide = defineUpdate<void, [DecideInput]>(DECIDE_UPDATE);
const resolve = defineUpdate<void, [ResolveInput]>(RESOLVE_UPDATE);
const pause = defineUpdate<void, [PauseInput]>(PAUSE_UPDATE);
const resume = defineUpdate<void, [ResumeInput]>(RESUME_UPDATE);
const choose = defineUpdate<void, [ChooseInput]>(CHOOSE_UPDATE);
const leaveBreakpoint = defineUpdate<void, [BreakpointInput]>(BREAKPOINT_UPDATE);
const cancel = defineUpdate<void, [CancelInput]>(CANCEL_UPDATE);
/** Signals: nobody waits for the answer, and Temporal keeps them while no worker is there. */
const decisionMade = defineSignal<[DecisionInput]>(DECISION_SIGNAL);
const event = defineSignal<[EventInput]>(EVENT_SIGNAL);

/** Set after the engine has its state: an update may be there before the workflow's first line. */
export function acceptUpdates(host: Host): void {
  // First: what asks for the same is answered by it.
  setHandler(decisionMade, (said) => hearDecision(host, said));
  setHandler(
    decide,
    ({ step, scope = "", decision, by, comment, ask }) =>
      inHistory(host, () => {
        if (isTaken(host, ask)) return;
        refuseBecause(decideRefusal(host, { step, scope }));
        host.feed({ kind: "approval_decided", step, scope, decision, by, comment });
      }),
    {
      validator: ({ step, scope = "", ask }) => {
        if (!isTaken(host, ask)) refuseUnheard(decideRefusal(host, { step, scope }));
      },
    },
  );
  setHandler(
    resolve,
    ({ step, scope = "", attempt, outcome, by, reason }) =>
      inHistory(host, () => {
        if (attempt !== undefined) refuseBecause(lateRefusal(host, { step, scope }));
        refuseBecause(resolveRefusal(host, { step, scope, attempt }));
        host.feed({ kind: "unknown_resolved", step, scope, outcome, by, reason });
      }),
    {
      validator: ({ step, scope = "", attempt }) =>
        refuseUnheard(lateRefusal(host, { step, scope }) ?? resolveRefusal(host, { step, scope, attempt })),
    },
  );
  setHandler(
    cancel,
    ({ by, reason }) =>
      inHistory(host, () => {
        refuseBecause(cancelRefusal(host));
        host.feed({ kind: "cancel_requested", by, reason });
      }),
    { validator: (_input: CancelInput) => refuseUnheard(cancelRefusal(host)) },
  );
  setHandler(
    pause,
    ({ by, reason }) =>
      inHistory(host, () => {
        refuseBecause(pauseRefusal(host));
        host.feed({ kind: "run_paused", by, reason });
      }),
    { validator: (_input: PauseInput) => refuseUnheard(pauseRefusal(host)) },
  );
  setHandler(
    resume,
    ({ by }) =>
      inHistory(host, () => {
        refuseBecause(resumeRefusal(host));
        host.feed({ kind: "run_resumed", by });
      }),
    { validator: (_input: ResumeInput) => refuseUnheard(resumeRefusal(host)) },
  );
  setHandler(
    choose,
    ({ step, scope = "", attempt, choice, output, by, reason }) =>
      inHistory(host, () => {
        refuseBecause(chooseRefusal(host, { step, scope, attempt }));
        host.feed({ kind: "failure_decided", step, scope, choice, output, by, reason });
      }),
    {
      validator: ({ step, scope = "", attempt }) =>
        refuseUnheard(chooseRefusal(host, { step, scope, attempt })),
    },
  );
  setHandler(
    leaveBreakpoint,
    (input) =>
      inHistory(host, () => {
        refuseBecause(breakpointRefusal(host, input));
        const { attempt: _attempt, ...left } = input;
        host.feed({ kind: "breakpoint_left", ...left });
      }),
    { validator: (input) => refuseUnheard(breakpointRefusal(host, input)) },
  );
  setHandler(event, ({ end, ...place }) => endWait(host, place, end));
}

/** Runs that were begun before go on as they began. */
const IN_HISTORY = "updates-in-history";

/**
 * An update is forgotten with the workflow task that heard it, if that fails; what local activities have done for it
 * is not. So the task is ended first, by a timer: what follows from the update is done in the next one.
 */
function inHistory({ scope }: Host, act: () => void): void | Promise<void> {
  if (!patched(IN_HISTORY)) return act();
  return scope.run(async () => {
    await sleep(1);
    act();
  });
}

/** Asked twice: other updates and events may come between the validation and the handling. */
function refuseBecause(refusal: Refusal | null): void {
  if (refusal !== null) throw ApplicationFailure.nonRetryable(refusal.message, refusal.type);
}

/** Started, its first task scheduled, and begun. */
const EVENTS_BEFORE_FIRST_TASK = 3;

/**
 * Before it is in the history. Not in its first task: Temporal takes that back together with the refusal, and
 * whatever is asked next waits until a task that no worker gets has timed out (10 s). There the handler refuses.
 */
function refuseUnheard(refusal: Refusal | null): void {
  if (workflowInfo().historyLength > EVENTS_BEFORE_FIRST_TASK) refuseBecause(refusal);
}
