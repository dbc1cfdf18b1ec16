import {
  allRecords,
  canBeGiven,
  canChoose,
  canDecide,
  canLeaveBreakpoint,
  canPause,
  canResolve,
  currentAttempt,
  decisionDeadline,
  isFinished,
  isIterationOver,
  isPaused,
  isUnwinding,
} from "@riposte/plan";
import { ALREADY_SO, ITERATION_OVER } from "@riposte/temporal/contract";
import type { BreakpointInput } from "@riposte/temporal/contract";
import { workflowNow } from "./clock.ts";
import type { Host } from "./host.ts";

/** `type` is for programs, `message` for people. */
export interface Refusal {
  readonly type:
    | "RunOver"
    | typeof ITERATION_OVER
    | typeof ALREADY_SO
    | "NotWaiting"
    | "AnotherAttempt"
    | "AlreadyDecided"
    | "Expired"
    | "NotNow";
  readonly message: string;
}

const RUN_OVER: Refusal = { type: "RunOver", message: "The run is over." };

/** A step, and the iteration that it stands in. */
interface Place {
  readonly step: string;
  readonly scope: string;
}

/** Of what is said about an attempt of it; undefined in histories of before it was named. */
interface AttemptPlace extends Place {
  readonly attempt: number | undefined;
}

export function decideRefusal(host: Host, place: Place): Refusal | null {
  const { step, scope } = place;
  if (isFinished(host.state)) return RUN_OVER;
  if (canDecide(host.plan, host.state, step, scope)) return expiry(host, place);
  const record = recordOf(host, place);
  if (record?.port === "approved" || record?.port === "rejected" || record?.note?.startsWith("Approved")) {
    return { type: "AlreadyDecided", message: `It was decided before. ${record.note ?? ""}`.trim() };
  }
  if (record?.port === "expired") return { type: "Expired", message: "Nobody decided in time." };
  return { type: "NotWaiting", message: `The step ${step} does not wait for a decision.` };
}

export function resolveRefusal(host: Host, { step, scope, attempt }: AttemptPlace): Refusal | null {
  if (isFinished(host.state)) return RUN_OVER;
  if (canResolve(host.plan, host.state, step, scope)) return staleRefusal(host, { step, scope, attempt });
  return { type: "NotWaiting", message: `The outcome of step ${step} is not in question.` };
}

/** Told before the run hears of it. Histories hold on to what the run itself says to it, so that stays as it was. */
export function lateRefusal(host: Host, { step, scope }: Place): Refusal | null {
  if (!isIterationOver(host.state, scope)) return null;
  return { type: ITERATION_OVER, message: `The iteration that step ${step} stood in is over.` };
}

export function chooseRefusal(host: Host, { step, scope, attempt }: AttemptPlace): Refusal | null {
  if (isFinished(host.state)) return RUN_OVER;
  if (canChoose(host.plan, host.state, step, scope)) return staleRefusal(host, { step, scope, attempt });
  return { type: "NotWaiting", message: `The step ${step} does not ask what becomes of its failure.` };
}

export function breakpointRefusal(
  host: Host,
  { step, scope, attempt, instead }: BreakpointInput,
): Refusal | null {
  const { plan, state } = host;
  if (isFinished(state)) return RUN_OVER;
  if (!canLeaveBreakpoint(plan, state, step, scope)) {
    return { type: "NotWaiting", message: `The step ${step} does not stand at a breakpoint.` };
  }
  if (instead?.kind === "given" && !canBeGiven(plan, state, step, scope)) return NOTHING_TO_CHANGE;
  return staleRefusal(host, { step, scope, attempt });
}

const NOTHING_TO_CHANGE: Refusal = {
  type: "NotNow",
  message: "What it is given cannot be changed here: give an output in its place, or let it go on.",
};

/** Said twice, or by two: the second would else count for the attempt that the first one began. */
function staleRefusal(host: Host, { step, scope, attempt }: AttemptPlace): Refusal | null {
  const current = currentAttempt(host.plan, host.state, step, scope);
  if (attempt === undefined || attempt === current) return null;
  return {
    type: "AnotherAttempt",
    message: `Attempt ${attempt} of step ${step} was answered before; it is attempt ${current ?? 1} that asks now. Look at it first.`,
  };
}

export function cancelRefusal(host: Host): Refusal | null {
  if (isFinished(host.state)) return RUN_OVER;
  return isUnwinding(host.state) ? UNWINDING : null;
}

const UNWINDING: Refusal = {
  type: ALREADY_SO,
  message: "The run was cancelled, and what it has for that is under way. Terminating ends it at once.",
};

export function pauseRefusal(host: Host): Refusal | null {
  if (isFinished(host.state)) return RUN_OVER;
  if (isPaused(host.state)) return { type: ALREADY_SO, message: "The run is paused already." };
  return canPause(host.state) ? null : { type: "NotNow", message: "The run is already coming to its end." };
}

export function resumeRefusal(host: Host): Refusal | null {
  if (isFinished(host.state)) return RUN_OVER;
  return isPaused(host.state) ? null : { type: ALREADY_SO, message: "The run is not paused." };
}

/** The deadline counts, not when the timer is delivered. */
function expiry(host: Host, { step, scope }: Place): Refusal | null {
  const at = decisionDeadline(host.plan, host.state, step, scope);
  if (at === null || at > workflowNow()) return null;
  return { type: "Expired", message: "Nobody decided in time." };
}

function recordOf(host: Host, { step, scope }: Place) {
  const { steps } = allRecords(host.plan, host.state);
  return steps.find((record) => record.step === step && record.scope === scope);
}
