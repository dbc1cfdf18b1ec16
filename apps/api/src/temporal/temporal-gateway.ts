import { randomUUID } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import { isGrpcServiceError, WorkflowNotFoundError, WorkflowUpdateFailedError } from "@temporalio/client";
import type { Client } from "@temporalio/client";
import {
  BREAKPOINT_UPDATE,
  CANCEL_UPDATE,
  CHECK_WORKFLOW_TYPE,
  CHOOSE_UPDATE,
  DECIDE_UPDATE,
  DECISION_SIGNAL,
  ITERATION_OVER,
  PAUSE_UPDATE,
  RESOLVE_UPDATE,
  RESUME_UPDATE,
  RUN_QUEUE,
  TRY_WORKFLOW_TYPE,
} from "@riposte/temporal/contract";
import type { DecisionInput, ScriptToCheck, ScriptVerdict, TrialToRun } from "@riposte/temporal/contract";
import { announceAnswer, announceAsk } from "@riposte/db";
import type { Connection } from "@riposte/db";
import { readHistories } from "@riposte/temporal";
import type { Vault } from "@riposte/vault";
import { UserError } from "../user-error.ts";
import { explainRefusal, isRefusedAs } from "./explain-refusal.ts";
import type { RunGateway } from "./run-gateway.ts";

const UPDATE_MS = 10_000;
/** Longer than Temporal takes (10 s) to give what a worker was at that was killed to another one. */
const AFTER_LOST_WORKER_MS = 15_000;
const HEALTH_MS = 2_000;
/** As gRPC numbers it. */
const DEADLINE_EXCEEDED = 4;
/** Three for the interpreter, and some for everybody to be slow. */
const CHECK_MS = 8_000;
const AWAY =
  "Temporal does not answer, so that nothing was asked of the run. Try again when it is back; `riposte status` tells when.";
const TRIAL_AWAY =
  "Temporal does not answer, so that the script was not started. Try again when it is back; `riposte status` tells when.";
const FORGOTTEN =
  "Temporal holds nothing of the run: it has not started, or it ended longer ago than Temporal remembers.";

/** Speaks to workflows by updates: what they accept has happened, what they refuse they give a reason for. */
export function createTemporalGateway(
  client: Client,
  { vault, sql }: { readonly vault: Vault; readonly sql: Connection["sql"] },
): RunGateway {
  async function health() {
    try {
      await client.withDeadline(Date.now() + HEALTH_MS, () =>
        client.connection.workflowService.getSystemInfo({}),
      );
      return { ok: true, detail: "answers" };
    } catch (error) {
      return { ok: false, detail: whyAway(error) };
    }
  }

  async function update(runId: string, name: string, input: object, ms = UPDATE_MS): Promise<void> {
    try {
      await client.withDeadline(Date.now() + ms, () =>
        client.workflow.getHandle(runId).executeUpdate(name, { args: [input] }),
      );
    } catch (error) {
      throw explainRefusal(error);
    }
  }

  /** By a signal first, which waits for a worker where none is there: whoever decides in time has decided. */
  async function decide(runId: string, { at, attempt, ...input }: Omit<DecisionInput, "ask">) {
    const asked = { ...input, ask: randomUUID() };
    try {
      await client.withDeadline(Date.now() + UPDATE_MS, () =>
        client.workflow.getHandle(runId).signal(DECISION_SIGNAL, { ...asked, attempt, at }),
      );
    } catch (error) {
      throw explainRefusal(error);
    }
    try {
      await update(runId, DECIDE_UPDATE, asked);
      return "heard" as const;
    } catch (error) {
      if (!(error instanceof UserError) || isAnswered(error)) throw error;
      return "kept" as const;
    }
  }

  /** What must not wait for many short steps; that they end their task costs up to a second afterwards. */
  async function urgently<T>(runId: string, ask: () => Promise<T>): Promise<T> {
    await announceAsk(sql, runId);
    try {
      return await ask();
    } finally {
      // Workers forget by themselves what nobody takes back.
      await announceAnswer(sql, runId).catch(() => {});
    }
  }
  return {
    async reach() {
      const { ok, detail } = await health();
      if (!ok) throw new UserError("unavailable", AWAY, { cause: detail });
    },
    decide: (runId, input, { amidSteps }) =>
      amidSteps ? urgently(runId, () => decide(runId, input)) : decide(runId, input),
    async resolve(runId, input) {
      try {
        await update(runId, RESOLVE_UPDATE, input);
        return "heard";
      } catch (error) {
        if (isRefusedAs(error, ITERATION_OVER)) return "iteration over";
        throw error;
      }
    },
    cancel: (runId, input) =>
      urgently(runId, () => update(runId, CANCEL_UPDATE, input, AFTER_LOST_WORKER_MS)),
    pause: (runId, input) => urgently(runId, () => update(runId, PAUSE_UPDATE, input, AFTER_LOST_WORKER_MS)),
    resume: (runId, input) => update(runId, RESUME_UPDATE, input, AFTER_LOST_WORKER_MS),
    leaveBreakpoint: (runId, input) => update(runId, BREAKPOINT_UPDATE, input),
    choose: (runId, input) => update(runId, CHOOSE_UPDATE, input),
    terminate: (runId, reason) => terminate(client, runId, reason),
    async histories(runId) {
      try {
        return await client.withDeadline(Date.now() + UPDATE_MS, () => readHistories(client, vault, runId));
      } catch (error) {
        if (!(error instanceof WorkflowNotFoundError)) throw explainRefusal(error);
        throw new UserError("not_found", FORGOTTEN, { cause: error });
      }
    },
    async checkScript(script) {
      const { ok } = await health();
      return ok ? withinTime(askRunner(client, script)) : { kind: "unchecked", reason: "Temporal is away" };
    },
    startTrial: (trial) => startTrial(client, trial),
    health,
    close: () => client.connection.close(),
  };
}

async function terminate(client: Client, runId: string, reason: string): Promise<boolean> {
  try {
    await client.withDeadline(Date.now() + UPDATE_MS, () =>
      client.workflow.getHandle(runId).terminate(reason),
    );
    return true;
  } catch (error) {
    if (error instanceof WorkflowNotFoundError) return false;
    throw explainRefusal(error);
  }
}

async function askRunner(client: Client, script: ScriptToCheck): Promise<ScriptVerdict> {
  try {
    return (await client.workflow.execute(CHECK_WORKFLOW_TYPE, {
      taskQueue: RUN_QUEUE,
      workflowId: `check_${randomUUID()}`,
      workflowExecutionTimeout: CHECK_MS,
      args: [script],
    })) as ScriptVerdict;
  } catch {
    return { kind: "unchecked", reason: "there was no answer in time" };
  }
}

async function startTrial(client: Client, trial: TrialToRun): Promise<void> {
  try {
    await client.withDeadline(Date.now() + UPDATE_MS, () =>
      client.workflow.start(TRY_WORKFLOW_TYPE, {
        taskQueue: RUN_QUEUE,
        workflowId: trial.id,
        args: [trial],
      }),
    );
  } catch (error) {
    if (!isGrpcServiceError(error)) throw error;
    throw new UserError("unavailable", TRIAL_AWAY, { cause: error });
  }
}

async function withinTime(verdict: Promise<ScriptVerdict>): Promise<ScriptVerdict> {
  const over = new AbortController();
  const late = sleep(CHECK_MS, null, { signal: over.signal }).catch(() => null);
  const first = await Promise.race([verdict, late]);
  over.abort();
  return first ?? { kind: "unchecked", reason: `there was no answer within ${CHECK_MS / 1_000} s` };
}

/** Whether it was the run that refused it, or there is none any more. */
function isAnswered({ cause }: UserError): boolean {
  return cause instanceof WorkflowUpdateFailedError || cause instanceof WorkflowNotFoundError;
}

function whyAway(error: unknown): string {
  if (!isGrpcServiceError(error)) return error instanceof Error ? error.message : String(error);
  const code: number = error.code;
  if (code === DEADLINE_EXCEEDED) return `does not answer within ${HEALTH_MS / 1_000} s`;
  return error.details;
}
