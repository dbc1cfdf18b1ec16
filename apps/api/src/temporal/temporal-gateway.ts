import {
  isGrpcServiceError,
  WorkflowNotFoundError,
  WorkflowUpdateFailedError,
  WorkflowUpdateRPCTimeoutOrCancelledError,
} from "@temporalio/client";
import type { Client } from "@temporalio/client";
import { CANCEL_UPDATE, DECIDE_UPDATE, RESOLVE_UPDATE } from "@riposte/temporal/contract";
import { UserError } from "../user-error.ts";
import type { RunGateway } from "./run-gateway.ts";

const UPDATE_MS = 10_000;
const HEALTH_MS = 2_000;
const AWAY =
  "Temporal does not answer, so that nothing was asked of the run. Try again when it is back; `riposte status` tells when.";
const UNANSWERED =
  "The run has not answered: Temporal or the worker is slow or away (`riposte status` tells). It may still do what " +
  "you asked as soon as it can: look at it again before you ask for something else. The same again counts once.";

/** Speaks to workflows by updates: what they accept has happened, what they refuse they give a reason for. */
export function createTemporalGateway(client: Client): RunGateway {
  async function health() {
    try {
      await client.withDeadline(Date.now() + HEALTH_MS, () =>
        client.connection.workflowService.getSystemInfo({}),
      );
      return { ok: true, detail: "answers" };
    } catch (error) {
      return { ok: false, detail: error instanceof Error ? error.message : String(error) };
    }
  }

  async function update(runId: string, name: string, input: object): Promise<void> {
    try {
      await client.withDeadline(Date.now() + UPDATE_MS, () =>
        client.workflow.getHandle(runId).executeUpdate(name, { args: [input] }),
      );
    } catch (error) {
      throw explain(error, runId);
    }
  }
  return {
    async reach() {
      const { ok, detail } = await health();
      if (!ok) throw new UserError("unavailable", AWAY, { cause: detail });
    },
    decide: (runId, input) => update(runId, DECIDE_UPDATE, input),
    resolve: (runId, input) => update(runId, RESOLVE_UPDATE, input),
    cancel: (runId, input) => update(runId, CANCEL_UPDATE, input),
    health,
    close: () => client.connection.close(),
  };
}

function explain(error: unknown, runId: string): unknown {
  if (error instanceof WorkflowUpdateFailedError) {
    return new UserError("conflict", error.cause?.message ?? error.message, { cause: error });
  }
  if (error instanceof WorkflowNotFoundError) {
    return new UserError(
      "conflict",
      `Run ${runId} is not under way: it is over, or it has not started yet.`,
      { cause: error },
    );
  }
  if (error instanceof WorkflowUpdateRPCTimeoutOrCancelledError || isGrpcServiceError(error)) {
    return new UserError("unavailable", UNANSWERED, { cause: error });
  }
  return error;
}
