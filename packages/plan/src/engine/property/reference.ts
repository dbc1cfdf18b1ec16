import type { ActionStep, ApprovalPolicy, LoopStep, Plan, PlanStep, WaitEventStep } from "../../plan.ts";
import type { Scenario, World } from "./scenario.ts";
import { arrivalFor, callOutcome, childWay, choiceFor, decisionFor, resolutionFor } from "./scenario.ts";

/**
 * What a run comes to, written down the simplest way: step after step in the plan's order, block within block,
 * without time, events or commands. It shares nothing with the engine but the plan.
 */
export interface Verdict {
  readonly step: string;
  readonly scope: string;
  readonly state: "done" | "failed" | "skipped";
  /** The way it is left by; null: by none. */
  readonly port: string | null;
  readonly attempt: number;
  /** It fails the block it stands in: the run, or the iteration. */
  readonly stopsBlock: boolean;
  /** Something else in its block may have ended it before it came so far. */
  readonly cutShort: boolean;
  /** Of a loop that is done. */
  readonly gives?: { count: number; results: (number | null)[]; failed: number[] };
}

export interface Judgement {
  readonly verdicts: readonly Verdict[];
  /** The steps that fail the run. */
  readonly stoppers: readonly string[];
  /** Some `stop` step may be reached. */
  readonly stops: boolean;
}

type Judged = Omit<Verdict, "step" | "scope" | "cutShort">;

export function judge(plan: Plan, scenario: Scenario): Judgement {
  const verdicts = judgeBlock({ plan, scenario }, { parent: undefined, entry: plan.trigger.id, scope: "" });
  const stoppers = verdicts.filter(({ scope, stopsBlock }) => scope === "" && stopsBlock);
  const kinds = new Map(plan.steps.map(({ id, kind }) => [id, kind]));
  const stops = verdicts.some(({ step, state }) => ENDS.has(kinds.get(step)) && state === "done");
  return { verdicts, stoppers: stoppers.map(({ step }) => step), stops };
}

const ENDS = new Set<PlanStep["kind"] | undefined>(["stop", "return"]);

interface Place {
  readonly parent: string | undefined;
  /** What the first edges of the block start from. */
  readonly entry: string;
  readonly scope: string;
}

/** The verdicts of all steps of a block, those within its loops included. */
function judgeBlock(world: World, { parent, entry, scope }: Place): Verdict[] {
  const { plan } = world;
  const entered = parent === undefined ? "default" : "each";
  const own = new Map<string, Judged>();
  const within: Verdict[] = [];
  for (const step of plan.steps) {
    if (step.parent !== parent) continue;
    const taken = plan.edges.some(
      ({ from, port, to }) =>
        to === step.id && (from === entry ? port === entered : own.get(from)?.port === port),
    );
    own.set(step.id, taken ? judgeStep(world, step, scope, within) : SKIPPED);
  }
  const isCut = [...own.values()].some(({ stopsBlock }) => stopsBlock);
  const verdicts = [...own].map(([step, judged]) => ({ ...judged, step, scope, cutShort: isCut }));
  return [...verdicts, ...within.map((verdict) => (isCut ? { ...verdict, cutShort: true } : verdict))];
}

const SKIPPED: Judged = { state: "skipped", port: null, attempt: 0, stopsBlock: false };

const PASSED_OVER = { approval: "approved", condition: "else", switch: "else" } as const;

function judgeStep(world: World, step: PlanStep, scope: string, within: Verdict[]): Judged {
  const { runIf } = step;
  if (runIf === BROKEN) return afterTries(world, step, { scope, attempt: 1 }, () => null);
  if (runIf !== undefined && !holds(runIf, world.scenario)) {
    const port = (PASSED_OVER as Record<string, string>)[step.kind] ?? "default";
    return { state: "skipped", port, attempt: 1, stopsBlock: false };
  }
  if (step.kind === "for_each" || step.kind === "while") return judgeLoop(world, step, scope, within);
  return judgeTries(world, step, { scope, attempt: 1 });
}

function judgeTries(world: World, step: PlanStep, { scope, attempt: first }: Attempt): Judged {
  for (let attempt = first; ; attempt++) {
    const result = tryStep(world, step, { scope, attempt });
    if (result.end === "again") continue;
    if (result.end === "done") return { state: "done", port: result.port, attempt, stopsBlock: false };
    if (result.end === "port") return { state: "failed", port: result.port, attempt, stopsBlock: false };
    const { on, attempts } = step.retry;
    if (attempt < attempts && (on.length > 0 ? on.includes(result.code) : result.retryable)) continue;
    return afterTries(world, step, { scope, attempt }, (next) => judgeTries(world, step, next));
  }
}

/** `again` judges further tries; null: they fail as this one did. */
function afterTries(
  world: World,
  step: PlanStep,
  { scope, attempt }: Attempt,
  again: (next: Attempt) => Judged | null,
): Judged {
  if (step.onFailure !== "ask") return { state: "failed", attempt, ...afterFailure(step) };
  const choice = choiceFor(world.scenario, { step: step.id, scope, attempt });
  if (choice === "skip") return { state: "done", port: "default", attempt, stopsBlock: false };
  if (choice === "fail") return { state: "failed", port: null, attempt, stopsBlock: true };
  const next = { scope, attempt: attempt + 1 };
  return again(next) ?? afterTries(world, step, next, again);
}

function judgeLoop(world: World, step: LoopStep, scope: string, within: Verdict[]): Judged {
  const results: (number | null)[] = [];
  const failed: number[] = [];
  const isParallel = step.kind === "for_each" && step.parallel > 1;
  const broken: Judged = { state: "failed", attempt: 1, ...afterFailure(step) };
  const all: Verdict[] = [];
  let count = 0;
  let isStopped = false;
  for (; ; count++) {
    const goesOn = step.kind === "for_each" ? hasItem(step.over, count) : iterates(world, step, count);
    if (goesOn === "broken") isStopped = true;
    if (goesOn !== true) break;
    const path = `${scope === "" ? "" : `${scope}/`}${step.id}[${count}]`;
    const verdicts = judgeBlock(world, { parent: step.id, entry: step.id, scope: path });
    all.push(...verdicts);
    const collects = JSON.stringify(step.collect).includes(BROKEN) ? "broken" : step.collect;
    const fails =
      collects === "broken" || verdicts.some((verdict) => verdict.scope === path && verdict.stopsBlock);
    if (!fails) results.push(collects === null ? null : count);
    else if (step.onItemFailure === "stop") isStopped = true;
    else {
      failed.push(count);
      if (step.onItemFailure === "collect") results.push(null);
    }
    if (isStopped && !isParallel) break;
  }
  within.push(...(isStopped && isParallel ? all.map((one) => ({ ...one, cutShort: true })) : all));
  if (isStopped) return broken;
  const gives = { count, results, failed };
  return { state: "done", port: "default", attempt: 1, stopsBlock: false, gives };
}

function hasItem(over: unknown, at: number): boolean | "broken" {
  if (over === "{{ trigger.two }}" || JSON.stringify(over).includes(BROKEN)) return "broken";
  return (
    at < (over === "one\ntwo" ? 2 : Array.isArray(over) ? over.length : typeof over === "string" ? 3 : 2)
  );
}

function iterates(
  { scenario }: World,
  step: Extract<LoopStep, { kind: "while" }>,
  at: number,
): boolean | "broken" {
  if (at > 0 || step.test === "before") {
    if (step.condition === BROKEN) return "broken";
    const isTrue = step.condition === "trigger.flag" ? scenario.flag : at < 2;
    if (isTrue !== (step.mode === "while")) return false;
  }
  if (at < step.max) return true;
  return step.onMax === "continue" ? false : "broken";
}

function afterFailure(step: PlanStep): { port: string | null; stopsBlock: boolean } {
  if (step.kind === "fail" || step.kind === "return" || step.onFailure === "stop")
    return { port: null, stopsBlock: true };
  if (step.onFailure === "branch") return { port: "on_failure", stopsBlock: false };
  const isChoice = step.kind === "condition" || step.kind === "switch";
  const port = isChoice ? "else" : step.kind === "approval" ? "rejected" : "default";
  return { port, stopsBlock: false };
}

type Try =
  | { readonly end: "done"; readonly port: string }
  | { readonly end: "port"; readonly port: string }
  | { readonly end: "failed"; readonly code: string; readonly retryable: boolean }
  | { readonly end: "again" };

interface Attempt {
  readonly scope: string;
  readonly attempt: number;
}

const TEMPLATE_ERROR: Try = { end: "failed", code: "template_error", retryable: false };

function tryStep(world: World, step: PlanStep, at: Attempt): Try {
  const { scenario } = world;
  if (step.kind === "action") return tryAction(world, step, at);
  if (step.kind === "sub_playbook") return tryChild(world, step, at);
  if (step.kind === "condition") return tryCondition(step.cases, scenario);
  if (step.kind === "switch") return trySwitch(step.cases);
  if (step.kind === "fail") return { end: "failed", code: "failed_on_purpose", retryable: false };
  if (step.kind === "wait" && step.seconds === "soon") {
    return { end: "failed", code: "bad_arguments", retryable: false };
  }
  if (step.kind === "wait_event") return tryWait(step, at.scope, scenario);
  if (step.kind !== "approval") return { end: "done", port: "default" };
  if (cannotRender(step.policy)) return TEMPLATE_ERROR;
  return { end: "done", port: decided(step.policy, step.id, at.scope, scenario) };
}

function tryWait(step: WaitEventStep, scope: string, scenario: Scenario): Try {
  if (JSON.stringify(step.key).includes(BROKEN)) return TEMPLATE_ERROR;
  if (step.key === "" || step.timeoutAfter === "soon") {
    return { end: "failed", code: "bad_arguments", retryable: false };
  }
  const arrival = arrivalFor(scenario, { step: step.id, scope }, step.timeoutAfter !== null);
  return { end: "done", port: arrival === "arrived" ? "default" : "timed_out" };
}

function tryAction({ plan, scenario }: World, step: ActionStep, at: Attempt): Try {
  if (JSON.stringify(step.arguments).includes(BROKEN)) return TEMPLATE_ERROR;
  if (step.approval !== null) {
    if (cannotRender(step.approval)) return TEMPLATE_ERROR;
    const decision = decided(step.approval, step.id, at.scope, scenario);
    const leads = plan.edges.some(({ from, port }) => from === step.id && port === decision);
    if (decision !== "approved" && leads) return { end: "port", port: decision };
    if (decision !== "approved") return { end: "failed", code: "not_approved", retryable: false };
  }
  if (scenario.simulate && step.effect !== "read") return { end: "done", port: "default" };
  return tryCall(step, scenario, at);
}

function tryCall(step: ActionStep, scenario: Scenario, { scope, attempt }: Attempt): Try {
  const outcome = callOutcome(scenario, { step: step.id, scope, attempt });
  if (outcome === "failed") return { end: "failed", code: "script_failed", retryable: true };
  if (outcome === "failed_for_good") return { end: "failed", code: "not_found", retryable: false };
  const resolution = outcome === "done" ? "done" : resolutionFor(scenario, { step: step.id, scope });
  if (resolution === "rerun") return { end: "again" };
  if (resolution === "done") return { end: "done", port: "default" };
  return { end: "failed", code: "unknown_outcome", retryable: false };
}

/** One that has no limit is waited for, however long it takes. */
function tryChild(
  world: World,
  step: Extract<PlanStep, { kind: "sub_playbook" }>,
  { scope, attempt }: Attempt,
): Try {
  if (JSON.stringify(step.arguments).includes(BROKEN)) return TEMPLATE_ERROR;
  const place = { step: step.id, scope, attempt };
  const outcome = callOutcome(world.scenario, place);
  const way = childWay(world, place);
  if (way !== "usual") {
    return { end: "failed", code: "timeout", retryable: way === "slow" };
  }
  if (outcome === "done") return { end: "done", port: "default" };
  if (outcome === "failed") return { end: "failed", code: "script_failed", retryable: true };
  return { end: "failed", code: outcome === "unknown" ? "unknown_outcome" : "not_found", retryable: false };
}

/** Reads a field of something that has none: the one template error in these plans. */
const BROKEN = "trigger.flag.a.b";

function cannotRender(policy: ApprovalPolicy): boolean {
  return JSON.stringify(policy.message).includes(BROKEN);
}

function decided(policy: ApprovalPolicy, step: string, scope: string, scenario: Scenario): string {
  return decisionFor(scenario, { step, scope }, policy.expiresAfterMs !== null);
}

function holds(expression: string, { flag }: Scenario): boolean {
  return (
    expression === "trigger.two == 2" ||
    (expression === "trigger.flag" && flag) ||
    (expression === "not trigger.flag" && !flag)
  );
}

function tryCondition(cases: readonly { name: string; when: string }[], scenario: Scenario): Try {
  for (const { name, when } of cases) {
    if (when === BROKEN) return TEMPLATE_ERROR;
    if (holds(when, scenario)) return { end: "done", port: name };
  }
  return { end: "done", port: "else" };
}

function trySwitch(cases: readonly { readonly name: string; readonly value: unknown }[]): Try {
  if (cases.some(({ value }) => String(value).includes(BROKEN))) return TEMPLATE_ERROR;
  const chosen = cases.find(({ value }) => value === 2 || value === "{{ trigger.two }}");
  return { end: "done", port: chosen?.name ?? "else" };
}
