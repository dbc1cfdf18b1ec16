import {
  allHandlersFinished,
  ApplicationFailure,
  CancellationScope,
  condition,
  continueAsNew,
  workflowInfo,
} from "@temporalio/workflow";
import { createState, decodeState, outstanding, pendingDeadline, UnknownPlan } from "@riposte/plan";
import type { Failure, Payload, Plan, RecordedStep, RunRecord } from "@riposte/plan";
import type { RunInput } from "@riposte/temporal/contract";
import { PlanRef } from "@riposte/temporal/plan-ref";
import { isRefused } from "@riposte/temporal/refused-payload";
import { local } from "./activities.ts";
import { workflowNow } from "./clock.ts";
import { carryOut } from "./commands/carry-out.ts";
import { handOverDecisions, hearEarly, takeOverDecisions } from "./decisions.ts";
import { flushRecords } from "./flush.ts";
import { createHost } from "./host.ts";
import type { Host } from "./host.ts";
import { createOutflow } from "./outflow.ts";
import { planOf } from "./plans.ts";
import { sayAtOnce } from "./say-at-once.ts";
import { acceptSignals } from "./signals.ts";
import { spillState } from "./spill.ts";
import { acceptTurns, expectsTurn } from "./turns.ts";
import { acceptUpdates } from "./updates.ts";

/** A wait that is longer stands on a fresh history, so that an upgrade replays next to nothing. */
const LONG_WAIT_MS = 60_000;

/** The state carries the event from the second history on. */
const IN_STATE: Payload = { kind: "inline", json: "null" };

/** The thin host of the engine: carries commands out and feeds events back, for every playbook there is. */
export async function runPlaybook(input: RunInput, ref: PlanRef): Promise<RunRecord> {
  refuseStrangers(input, ref);
  const cancelRequested = CancellationScope.current().cancelRequested;
  return CancellationScope.nonCancellable(async () => {
    const plan = readPlan(ref);
    if ("failure" in plan) return failWithoutPlan(input, plan.failure);
    const host = begin(input, plan.plan);
    cancelRequested.catch(() => {
      host.feed({ kind: "cancel_requested", by: "Temporal", reason: "The workflow was cancelled there." });
    });
    acceptUpdates(host);
    acceptSignals(host);
    acceptTurns(host);
    return goOn(host, input, ref);
  });
}

/** Arguments that nobody sealed, and ones that were sealed for another run. */
function refuseStrangers(input: RunInput, ref: PlanRef): void {
  for (const argument of [input, ref]) {
    if (isRefused(argument)) throw ApplicationFailure.nonRetryable(argument.why, "UnsealedPayload");
  }
  if (input.facts.id === workflowInfo().workflowId) return;
  throw ApplicationFailure.nonRetryable("The arguments belong to another run.", "WrongRun");
}

/** @throws UnknownPlan, which fails the task and not the run: that waits for a worker who knows its plan. */
function readPlan({ hash, text }: PlanRef): { readonly plan: Plan } | { readonly failure: Failure } {
  if (text === null) return { failure: internal(`The plan ${hash} is not in the database.`) };
  try {
    return { plan: planOf(hash, text) };
  } catch (error) {
    if (error instanceof UnknownPlan) throw error;
    return { failure: internal(error instanceof Error ? error.message : String(error)) };
  }
}

function internal(message: string): Failure {
  return { code: "internal", message, retryable: false };
}

async function failWithoutPlan({ facts }: RunInput, failure: Failure): Promise<RunRecord> {
  const run: RunRecord = { seq: 1, state: "failed", failure, failedStep: null };
  await local.flushRun({
    workspaceId: facts.workspaceId,
    runId: facts.id,
    steps: [],
    run,
    keep: [],
    answer: null,
  });
  return run;
}

function begin(input: RunInput, plan: Plan): Host {
  const { facts, trigger, resume, recorded } = input;
  const state = resume === null ? createState(plan, takenOver(recorded)) : decodeState(resume);
  const conclude = (host: Host) => {
    hearEarly(host);
    // The closing write says the rest.
    if (host.final === null) sayAtOnce(host);
  };
  const decisions = takeOverDecisions(input.decisions);
  const outflow = createOutflow({ inOrder: input.inOrder === true });
  const makesWay = input.makesWay === true;
  const host = createHost({ plan, facts, state, decisions, outflow, makesWay }, { carryOut, conclude });
  if (resume === null) host.feed({ kind: "started", trigger, run: facts });
  else host.takeUp(outstanding(plan, state, workflowNow()));
  return host;
}

function takenOver(recorded = "[]"): readonly RecordedStep[] {
  return JSON.parse(recorded) as readonly RecordedStep[];
}

async function goOn(host: Host, input: RunInput, ref: PlanRef): Promise<RunRecord> {
  for (;;) {
    await condition(() => host.crash !== null || host.final !== null || wantsFreshHistory(host));
    if (host.crash !== null) throw host.crash.error;
    if (host.final !== null) return close(host, host.final);

    const { events } = host;
    await flushRecords(host, { final: false });
    const resume = await spillState(host);
    if (host.events === events && wantsFreshHistory(host)) {
      await continueAsNew<(input: RunInput, ref: PlanRef) => Promise<RunRecord>>(
        {
          facts: input.facts,
          trigger: IN_STATE,
          resume,
          decisions: handOverDecisions(host.decisions),
          ...(input.inOrder === true ? { inOrder: true } : {}),
          ...(input.makesWay === true ? { makesWay: true } : {}),
        },
        new PlanRef(ref.hash),
      );
    }
  }
}

function wantsFreshHistory(host: Host): boolean {
  if (host.busy > 0 || !allHandlersFinished()) return false;
  if (host.draining) return true;
  if (host.events === 0 || host.young.size > 0 || expectsTurn(host)) return false;
  const deadline = pendingDeadline(host.state);
  return deadline === null || deadline - workflowNow() > LONG_WAIT_MS;
}

async function close(host: Host, final: RunRecord): Promise<RunRecord> {
  if (host.busy > 0) sayAtOnce(host);
  await condition(() => host.busy === 0 || host.crash !== null);
  if (host.crash !== null) throw host.crash.error;
  await flushRecords(host, { final: true });
  await condition(allHandlersFinished);
  return final;
}
