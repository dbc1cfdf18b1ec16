import { setTimeout as sleep } from "node:timers/promises";
import { serializePlan } from "@riposte/plan";
import type { Failure, Plan, PlanStep } from "@riposte/plan";
import { arbitraryLoopPlan } from "@riposte/plan/property/arbitrary-plan";
import { judge } from "@riposte/plan/property/reference";
import type { Verdict } from "@riposte/plan/property/reference";
import {
  arbitraryScenario,
  arrivalFor,
  callOutcome,
  choiceFor,
  decisionFor,
  resolutionFor,
} from "@riposte/plan/property/scenario";
import type { Scenario } from "@riposte/plan/property/scenario";
import { CHOOSE_UPDATE, DECIDE_UPDATE, RESOLVE_UPDATE } from "@riposte/temporal";
import type { ActionJob, ActionOutcome } from "@riposte/temporal";
import * as fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import { startEngine } from "./support/engine.ts";
import type { Engine } from "./support/engine.ts";
import { sequenceOf } from "./support/plan-of.ts";
import { publish } from "./support/publish.ts";
import { done, startScriptWorker } from "./support/script-worker.ts";

const seed = Number(process.env["RIPOSTE_PROPERTY_SEED"] ?? 20_261_121);
const PLANS = 12;

let engine: Engine;
let scripts: AsyncDisposable;
/** Id of the playbook that steps run which run one. */
let called = "";
const scenarios = new Map<string, Scenario>();
beforeAll(async () => {
  engine = await startEngine({ suggestFreshHistoryAfter: 100 });
  await engine.startWorker();
  scripts = await startScriptWorker(engine, async (job) =>
    job.step === "callee" ? outcomeOfCallee(job) : outcomeOf(job),
  );
  called = await publish(engine, CALLEE, { name: "Called" });
});
afterAll(async () => {
  await scripts[Symbol.asyncDispose]();
  await engine[Symbol.asyncDispose]();
});

const FAILURES = {
  failed: { code: "script_failed", message: "x", retryable: true },
  failed_for_good: { code: "not_found", message: "x", retryable: false },
  unknown: { code: "unknown_outcome", message: "x", retryable: false },
} as const satisfies Record<string, Failure>;

function outcomeOf(job: ActionJob): ActionOutcome {
  const scenario = scenarios.get(job.stepName.split("__")[1] ?? "");
  const outcome = scenario === undefined ? "done" : callOutcome(scenario, job);
  if (outcome === "done") return done("{}");
  return { kind: outcome === "unknown" ? "unknown" : "failed", failure: FAILURES[outcome] };
}

const script = { hash: "0".repeat(64), entry: "main", memoryMb: 64, name: "x" } as const;

const CALLEE = sequenceOf({
  id: "callee",
  kind: "action",
  action: "script.x",
  script,
  execution: "script",
  readsTrigger: true,
  arguments: { scenario: "{{ trigger.scenario }}" },
});

/** It fares as the step that called it; what would be lost there is known here. */
async function outcomeOfCallee({ runId, call }: ActionJob): Promise<ActionOutcome> {
  const [link] = await engine.sql<{ step: string; scope: string; attempt: number }[]>`
    select step, scope, attempt from run_links where run_id = ${runId}`;
  const payload = call.arguments;
  const { scenario: name } = JSON.parse(payload.kind === "inline" ? payload.json : "{}") as {
    scenario: string;
  };
  const scenario = scenarios.get(name);
  if (link === undefined || scenario === undefined) throw new Error(`Nobody called ${runId}.`);
  const outcome = callOutcome(scenario, link);
  return outcome === "done" ? done("{}") : { kind: "failed", failure: FAILURES[outcome] };
}

/** Scripts instead of actions that nobody here knows, and no time to be waited for; the scenario by its name. */
function played(plan: Plan, scenario: Scenario, name: string): Plan {
  const quick = (step: PlanStep): PlanStep => {
    const named = { ...step, name: `${step.name}__${name}`, timeoutMs: 20_000 };
    if (named.kind === "wait") return { ...named, seconds: named.seconds === "soon" ? "soon" : 0 };
    if (named.kind === "wait_event") {
      const { timeoutAfter } = named;
      return {
        ...named,
        timeoutAfter: timeoutAfter === null || timeoutAfter === "soon" ? timeoutAfter : 600,
      };
    }
    if (named.kind === "approval") return { ...named, policy: { ...named.policy, expiresAfterMs: null } };
    if (named.kind === "sub_playbook") {
      const isBroken = JSON.stringify(named.arguments).includes("trigger.flag.a.b");
      const given = isBroken ? named.arguments : { scenario: name };
      return { ...named, playbook: { id: called, name: "Called" }, limitMs: null, arguments: given };
    }
    if (named.kind !== "action") return named;
    const approval = named.approval === null ? null : { ...named.approval, expiresAfterMs: null };
    return { ...named, execution: "script", action: "script.x", script, approval };
  };
  scenarios.set(name, scenario);
  return { ...plan, steps: plan.steps.map(quick) };
}

/** The people of the scenario: they decide and resolve whatever waits for them. */
async function until(runId: string, scenario: Scenario): Promise<string> {
  const handle = engine.client.workflow.getHandle(runId);
  const say = (update: string, input: object) =>
    handle.executeUpdate(update, { args: [{ ...input, by: "ada" }] }).catch(() => {});
  for (const deadline = Date.now() + 60_000; ;) {
    const [run] = await engine.sql`select state from runs where id = ${runId}`;
    const state = String(run?.["state"]);
    if (["done", "failed"].includes(state)) return state;
    if (Date.now() > deadline) throw new Error(`The run is still ${state}.`);
    const waiting = await engine.sql<{ step: string; scope: string; state: string; attempt: number }[]>`
      select step, scope, state, attempt from step_runs
      where run_id = ${runId} and state in ('approval', 'unknown', 'undecided')`;
    for (const { step, scope, state: awaited, attempt } of waiting) {
      if (awaited === "undecided") {
        const choice = choiceFor(scenario, { step, scope, attempt });
        await say(CHOOSE_UPDATE, { step, scope, attempt, choice, output: null, reason: "" });
        continue;
      }
      const isAsked = awaited === "approval";
      const decision = decisionFor(scenario, { step, scope }, false) === "rejected" ? "reject" : "approve";
      const outcome = resolutionFor(scenario, { step, scope });
      if (isAsked) await say(DECIDE_UPDATE, { step, scope, decision, comment: "" });
      else await say(RESOLVE_UPDATE, { step, scope, attempt, outcome, reason: "" });
    }
    await endWaits(runId, scenario);
    await sleep(50);
  }
}

/** What a step waits for comes, or does not: the row is all that anybody asks. */
async function endWaits(runId: string, scenario: Scenario): Promise<void> {
  const open = await engine.sql<{ step: string; scope: string; deadline: string | null }[]>`
    select step, scope, deadline from event_waits where run_id = ${runId} and state = 'open'`;
  for (const { step, scope, deadline } of open) {
    const isMissed = arrivalFor(scenario, { step, scope }, deadline !== null) === "timed_out";
    const event = isMissed ? null : JSON.stringify({ kind: "inline", json: '{"id":2}' });
    await engine.sql`
      update event_waits set state = ${isMissed ? "timed_out" : "matched"}, event = ${event}, ended_at = now()
      where run_id = ${runId} and step = ${step} and scope = ${scope} and state = 'open'`;
  }
  if (open.length > 0) await engine.sql`select pg_notify('event_waits', '')`;
}

const samples = fc.sample(fc.tuple(arbitraryLoopPlan, arbitraryScenario), { numRuns: PLANS, seed });

test.each(samples.map(([plan, scenario], at) => [at, plan, scenario] as const))(
  `plan %i of seed ${seed} runs on Temporal as the reference says`,
  async (at, drawn, drawnScenario) => {
    const scenario = { ...drawnScenario, simulate: false, blobTrigger: false };
    const plan = played(drawn, scenario, `p${at}`);
    const { verdicts, stoppers, stops } = judge(plan, scenario);
    const event = JSON.stringify({ two: 2, flag: scenario.flag });
    const runId = await engine.submit(serializePlan(plan), { event });
    const state = await until(runId, scenario);
    const ends = [
      ...(stoppers.length > 0 ? ["failed"] : []),
      ...(stops || stoppers.length === 0 ? ["done"] : []),
    ];
    expect(ends).toContain(state);
    const rows =
      await engine.sql`select step, scope, state, port, attempt from step_runs where run_id = ${runId}`;
    const found = new Map(rows.map((row) => [`${row["step"]} ${row["scope"]}`, row]));
    for (const verdict of verdicts) compare(verdict, found, stops || stoppers.length > 0);
    const known = new Set(verdicts.map(({ step, scope }) => `${step} ${scope}`));
    expect([...found.keys()].filter((key) => !known.has(key))).toEqual([]);
  },
  90_000,
);

function compare(verdict: Verdict, rows: ReadonlyMap<string, Record<string, unknown>>, isCut: boolean): void {
  const { step, scope, state, port, attempt } = verdict;
  const row = rows.get(`${step} ${scope}`);
  const wasCut = row === undefined || ["cancelled", "unknown", "failed"].includes(String(row["state"]));
  if ((isCut || verdict.cutShort) && wasCut) return;
  const usual = row?.["state"] === "done" ? "default" : null;
  expect({
    step,
    scope,
    state: row?.["state"],
    port: row?.["port"] ?? usual,
    attempt: row?.["attempt"],
  }).toEqual({
    step,
    scope,
    state,
    port,
    attempt,
  });
}
