import { isBlob, NULL_PAYLOAD } from "../payload.ts";
import type { ActionStep, ApprovalPolicy, PlanStep } from "../plan.ts";
import type { ActionCall, EngineCommand } from "./protocol.ts";
import type { Awaiting, StepStatus } from "./state.ts";
import type { Active, Turn } from "./turn.ts";
import { recordStep, waitFor } from "./turn.ts";

const SHOWN_AS = {
  call: "running",
  turn: "turn",
  respond: "running",
  retry: "waiting",
  sleep: "waiting",
  decision: "approval",
  event: "waiting",
  choice: "undecided",
  breakpoint: "waiting",
  body: "running",
  child: "running",
} as const;

/** The step waits from now on: recorded, and its commands given out. */
export function issue(turn: Turn, active: Active, awaits: keyof typeof SHOWN_AS): void {
  waitFor(turn, active.status, awaits);
  recordStep(turn, active, SHOWN_AS[awaits]);
  turn.commands.push(...commandsOf(active));
}

type TimerPurpose = "retry" | "wait" | "expiry" | "limit" | "grace";

/** The scope is left out at the top: runs that are open know their timers by that name. */
export function setTimer(active: Active, purpose: TimerPurpose, at: number): void {
  const { step, scope, status } = active;
  const name = `${purpose}:${step.id}:${status.attempt}`;
  status.timer = { id: scope === "" ? name : `${name}:${scope}`, at };
}

/** The commands behind what a step waits for, made from its status alone: the same ones at any later time. */
export function commandsOf(active: Active): EngineCommand[] {
  const { awaits } = active.status;
  return awaits === undefined ? [] : commands[awaits](active);
}

const commands: Record<Awaiting, (active: Active) => EngineCommand[]> = {
  /** Made in `prepare`, for it needs the whole state; what loops ask for, in `loops/ask.ts`. */
  render: () => [],
  call: ({ step, scope, status }) => {
    const call = callOf(step, status);
    if (call === null) return [];
    return [{ kind: "call_action", step: step.id, scope, attempt: status.attempt, call }];
  },
  /** Nothing: its place is kept outside, and who gives it its turn says so until it is taken. */
  turn: () => [],
  respond: ({ step, scope, status }) => {
    if (step.kind !== "respond") return [];
    return [
      { kind: "respond", step: step.id, scope, status: step.status, body: status.input ?? NULL_PAYLOAD },
    ];
  },
  retry: ({ status }) => timerOf(status),
  sleep: ({ status }) => timerOf(status),
  decision: (active) => [...askOf(active), ...timerOf(active.status)],
  resolution: () => [],
  child: (active) => [...childOf(active), ...timerOf(active.status)],
  event: awaitOf,
  choice: () => [],
  breakpoint: () => [],
  body: storesOf,
  pause: (active) => [...storesOf(active), { kind: "pause", step: active.step.id, scope: active.scope }],
};

/** Full parts of a loop's results that still lie here. */
export function storesOf({ step, scope, status }: Active): EngineCommand[] {
  return (status.loop?.gathered.parts ?? []).flatMap(({ payload }, part): EngineCommand[] =>
    isBlob(payload) ? [] : [{ kind: "store_value", step: step.id, scope, part, payload }],
  );
}

function timerOf({ timer }: StepStatus): EngineCommand[] {
  return timer === undefined ? [] : [{ kind: "start_timer", timer: timer.id, at: timer.at }];
}

function askOf({ step, scope, status }: Active): EngineCommand[] {
  const policy = approvalPolicy(step);
  if (policy === null) return [];
  const request = {
    approvers: policy.approvers,
    message: status.message ?? "",
    ...(status.question === undefined ? {} : { question: status.question }),
    expiresAt: status.timer?.at ?? null,
    call: callOf(step, status),
    stepLabel: step.label,
  };
  return [{ kind: "ask_approval", step: step.id, scope, attempt: status.attempt, request }];
}

function childOf({ step, scope, status }: Active): EngineCommand[] {
  if (step.kind !== "sub_playbook") return [];
  const { attempt, input = NULL_PAYLOAD, child = null, depth = 1 } = status;
  const key = { step: step.id, scope, attempt };
  return [{ kind: "start_child", ...key, playbook: step.playbook, arguments: input, depth, known: child }];
}

function awaitOf({ step, scope, status }: Active): EngineCommand[] {
  if (step.kind !== "wait_event" || status.expects === undefined) return [];
  const { source, eventKey, condition, lookBackMs } = step;
  const { key, timeoutMs } = status.expects;
  const request = { source, key, eventKey, condition, timeoutMs, lookBackMs };
  return [{ kind: "await_event", step: step.id, scope, attempt: status.attempt, request }];
}

function approvalPolicy(step: PlanStep): ApprovalPolicy | null {
  if (step.kind === "approval") return step.policy;
  return step.kind === "action" ? step.approval : null;
}

function callOf(step: PlanStep, status: StepStatus): ActionCall | null {
  return step.kind === "action" ? actionCall(step, status) : null;
}

function actionCall(step: ActionStep, status: StepStatus): ActionCall {
  const { action, version, effect, idempotent, execution, onLost, connector, runnerGroup, timeoutMs } = step;
  const script = calledScript(step.script);
  const shared = { action, version, effect, idempotent, execution, onLost, connector, script, timeoutMs };
  const place = runnerGroup === undefined ? {} : { runnerGroup };
  return { ...shared, ...place, arguments: status.input ?? NULL_PAYLOAD };
}

/** The arguments have been held against its schema by now: that need not travel with every call. */
function calledScript(script: ActionStep["script"]): ActionCall["script"] {
  if (script === null) return null;
  const { arguments: _declared, ...called } = script;
  return called;
}
