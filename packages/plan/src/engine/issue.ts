import { NULL_PAYLOAD } from "../payload.ts";
import type { ActionStep, ApprovalPolicy, PlanStep } from "../plan.ts";
import type { ActionCall, EngineCommand } from "./protocol.ts";
import type { Awaiting, StepStatus } from "./state.ts";
import type { Active, Turn } from "./turn.ts";
import { recordStep, waitFor } from "./turn.ts";

const SHOWN_AS = {
  call: "running",
  respond: "running",
  retry: "waiting",
  sleep: "waiting",
  decision: "approval",
} as const;

/** The step waits from now on: recorded, and its commands given out. */
export function issue(turn: Turn, active: Active, awaits: keyof typeof SHOWN_AS): void {
  waitFor(turn, active.status, awaits);
  recordStep(turn, active, SHOWN_AS[awaits]);
  turn.commands.push(...commandsOf(active.step, active.status));
}

export function setTimer({ step, status }: Active, purpose: "retry" | "wait" | "expiry", at: number): void {
  status.timer = { id: `${purpose}:${step.id}:${status.attempt}`, at };
}

/** The commands behind what a step waits for, made from its status alone: the same ones at any later time. */
export function commandsOf(step: PlanStep, status: StepStatus): EngineCommand[] {
  return status.awaits === undefined ? [] : commands[status.awaits](step, status);
}

const commands: Record<Awaiting, (step: PlanStep, status: StepStatus) => EngineCommand[]> = {
  /** Made in `prepare`, for it needs the whole state. */
  render: () => [],
  call: (step, status) => {
    const call = callOf(step, status);
    return call === null ? [] : [{ kind: "call_action", step: step.id, attempt: status.attempt, call }];
  },
  respond: (step, status) =>
    step.kind !== "respond"
      ? []
      : [{ kind: "respond", step: step.id, status: step.status, body: status.input ?? NULL_PAYLOAD }],
  retry: (_, status) => timerOf(status),
  sleep: (_, status) => timerOf(status),
  decision: (step, status) => [...askOf(step, status), ...timerOf(status)],
  resolution: () => [],
};

function timerOf({ timer }: StepStatus): EngineCommand[] {
  return timer === undefined ? [] : [{ kind: "start_timer", timer: timer.id, at: timer.at }];
}

function askOf(step: PlanStep, status: StepStatus): EngineCommand[] {
  const policy = approvalPolicy(step);
  if (policy === null) return [];
  const request = {
    approvers: policy.approvers,
    message: status.message ?? "",
    expiresAt: status.timer?.at ?? null,
    call: callOf(step, status),
    stepLabel: step.label,
  };
  return [{ kind: "ask_approval", step: step.id, request }];
}

function approvalPolicy(step: PlanStep): ApprovalPolicy | null {
  if (step.kind === "approval") return step.policy;
  return step.kind === "action" ? step.approval : null;
}

function callOf(step: PlanStep, status: StepStatus): ActionCall | null {
  return step.kind === "action" ? actionCall(step, status) : null;
}

function actionCall(step: ActionStep, status: StepStatus): ActionCall {
  const { action, version, effect, idempotent, execution, onLost, connector, timeoutMs } = step;
  const script = calledScript(step.script);
  const shared = { action, version, effect, idempotent, execution, onLost, connector, script, timeoutMs };
  return { ...shared, arguments: status.input ?? NULL_PAYLOAD };
}

/** The arguments have been held against its schema by now: that need not travel with every call. */
function calledScript(script: ActionStep["script"]): ActionCall["script"] {
  if (script === null) return null;
  const { hash, entry, memoryMb, name } = script;
  return { hash, entry, memoryMb, name };
}
