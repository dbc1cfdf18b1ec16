import type { ActionStep, ApprovalPolicy, Plan, PlanStep } from "../../plan.ts";
import type { Scenario } from "./scenario.ts";
import { callOutcome, decisionFor, resolutionFor } from "./scenario.ts";

/**
 * What a run comes to, written down the simplest way: step after step in the plan's order, without time,
 * events or commands. It shares nothing with the engine but the plan.
 */
export interface Verdict {
  readonly state: "done" | "failed" | "skipped";
  /** The way it is left by; null: by none. */
  readonly port: string | null;
  readonly attempt: number;
  readonly stopsRun: boolean;
}

export function judge(plan: Plan, scenario: Scenario): Map<string, Verdict> {
  const verdicts = new Map<string, Verdict>();
  for (const step of plan.steps) {
    const taken = plan.edges.some(
      ({ from, port, to }) =>
        to === step.id && (from === plan.trigger.id ? port === "default" : verdicts.get(from)?.port === port),
    );
    verdicts.set(step.id, taken ? judgeStep(plan, step, scenario) : SKIPPED);
  }
  return verdicts;
}

const SKIPPED: Verdict = { state: "skipped", port: null, attempt: 0, stopsRun: false };

type Try =
  | { readonly end: "done"; readonly port: string }
  | { readonly end: "port"; readonly port: string }
  | { readonly end: "failed"; readonly code: string; readonly retryable: boolean }
  | { readonly end: "again" };

function judgeStep(plan: Plan, step: PlanStep, scenario: Scenario): Verdict {
  for (let attempt = 1; ; attempt++) {
    const result = tryStep(plan, step, scenario, attempt);
    if (result.end === "again") continue;
    if (result.end === "done") return { state: "done", port: result.port, attempt, stopsRun: false };
    if (result.end === "port") return { state: "failed", port: result.port, attempt, stopsRun: false };
    const { on, attempts } = step.retry;
    if (attempt < attempts && (on.length > 0 ? on.includes(result.code) : result.retryable)) continue;
    return { state: "failed", attempt, ...afterFailure(step) };
  }
}

function afterFailure(step: PlanStep): { port: string | null; stopsRun: boolean } {
  if (step.kind === "fail" || step.onFailure === "stop") return { port: null, stopsRun: true };
  if (step.onFailure === "branch") return { port: "on_failure", stopsRun: false };
  const port = step.kind === "condition" ? "else" : step.kind === "approval" ? "rejected" : "default";
  return { port, stopsRun: false };
}

const TEMPLATE_ERROR: Try = { end: "failed", code: "template_error", retryable: false };

function tryStep(plan: Plan, step: PlanStep, scenario: Scenario, attempt: number): Try {
  if (step.kind === "action") return tryAction(plan, step, scenario, attempt);
  if (step.kind === "condition") return tryCondition(step.cases, scenario);
  if (step.kind === "fail") return { end: "failed", code: "failed_on_purpose", retryable: false };
  if (step.kind === "wait" && step.seconds === "soon") {
    return { end: "failed", code: "bad_arguments", retryable: false };
  }
  if (step.kind !== "approval") return { end: "done", port: "default" };
  if (cannotRender(step.policy)) return TEMPLATE_ERROR;
  return { end: "done", port: decided(step.policy, step.id, scenario) };
}

function tryAction(plan: Plan, step: ActionStep, scenario: Scenario, attempt: number): Try {
  if (JSON.stringify(step.arguments).includes(BROKEN)) return TEMPLATE_ERROR;
  if (step.approval !== null) {
    if (cannotRender(step.approval)) return TEMPLATE_ERROR;
    const decision = decided(step.approval, step.id, scenario);
    const leads = plan.edges.some(({ from, port }) => from === step.id && port === decision);
    if (decision !== "approved" && leads) return { end: "port", port: decision };
    if (decision !== "approved") return { end: "failed", code: "not_approved", retryable: false };
  }
  if (scenario.simulate && step.effect !== "read") return { end: "done", port: "default" };
  return tryCall(step, scenario, attempt);
}

function tryCall(step: ActionStep, scenario: Scenario, attempt: number): Try {
  const outcome = callOutcome(scenario, step.id, attempt);
  if (outcome === "failed") return { end: "failed", code: "script_failed", retryable: true };
  if (outcome === "failed_for_good") return { end: "failed", code: "not_found", retryable: false };
  const resolution = outcome === "done" ? "done" : resolutionFor(scenario, step.id);
  if (resolution === "rerun") return { end: "again" };
  if (resolution === "done") return { end: "done", port: "default" };
  return { end: "failed", code: "unknown_outcome", retryable: false };
}

/** Reads a field of something that has none: the one template error in these plans. */
const BROKEN = "trigger.flag.a.b";

function cannotRender(policy: ApprovalPolicy): boolean {
  return JSON.stringify(policy.message).includes(BROKEN);
}

function decided(policy: ApprovalPolicy, step: string, scenario: Scenario): string {
  return decisionFor(scenario, step, policy.expiresAfterMs !== null);
}

function tryCondition(cases: readonly { name: string; when: string }[], scenario: Scenario): Try {
  for (const { name, when } of cases) {
    if (when === BROKEN) return TEMPLATE_ERROR;
    const holds =
      when === "trigger.two == 2" ||
      (when === "trigger.flag" && scenario.flag) ||
      (when === "not trigger.flag" && !scenario.flag);
    if (holds) return { end: "done", port: name };
  }
  return { end: "done", port: "else" };
}
