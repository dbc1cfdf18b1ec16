import { insertTrial, newId, settleTrial, wantEnvironment } from "@riposte/db";
import { plannedNetwork } from "@riposte/plan";
import type { ActionOutcome } from "@riposte/temporal/contract";
import { requiredPackages } from "../actions/required-packages.ts";
import { recordChange } from "../audit/record-change.ts";
import { requireConnector } from "../connectors/find.ts";
import { actorName } from "../context.ts";
import type { Context } from "../context.ts";
import { sha256 } from "../hooks/sha256.ts";
import { needs } from "../trpc.ts";
import { UserError } from "../user-error.ts";
import { readTrialInput } from "./read-trial-input.ts";
import { startInput } from "./start-input.ts";
import type { StartInput } from "./start-input.ts";

/**
 * Runs a script as it is typed, once, where and under what steps with it run. Nothing is simulated: what it does to the
 * world is done. No playbook, no run and no version of the action is touched.
 */
export const start = needs("actions.write")
  .input(startInput)
  .mutation(({ ctx, input }) => startTrial(ctx, input));

async function startTrial(ctx: Context, input: StartInput) {
  const { services, actor } = ctx;
  await refuseWrongConnector(ctx, input);
  const payload = await readTrialInput(ctx, input);
  const packages = requiredPackages(
    { name: input.action, source: input.source, place: "" },
    input.requirements,
  );
  const { action, source, entry, python = "3", connector, timeoutSeconds, memoryMb } = input;
  const network = input.network === undefined ? null : plannedNetwork(input.network);
  await services.runs.reach();
  const trial = {
    id: newId("trl"),
    workspaceId: actor.workspaceId,
    action,
    source,
    entry,
    python,
    requirements: packages?.hash ?? null,
    network: network === null ? null : JSON.stringify(network),
    timeoutMs: Math.ceil(timeoutSeconds * 1_000),
    memoryMb,
    connector,
    arguments: JSON.stringify(payload),
    author: actorName(actor),
  };
  await services.db.transaction(async (tx) => {
    if (packages !== null) await wantEnvironment(tx, { body: packages.body, python });
    await insertTrial(tx, trial);
    await recordChange(tx, ctx, {
      action: "trials.start",
      target: `trial:${trial.id}`,
      details: {
        name: action,
        connector,
        source: sha256(source),
        ...(input.inputOf === undefined ? {} : { inputOf: input.inputOf.run }),
      },
    });
  });
  try {
    await services.runs.startTrial({ id: trial.id, timeoutMs: trial.timeoutMs });
  } catch (error) {
    const outcome = JSON.stringify(notStarted(error));
    await settleTrial(services.db, trial.id, { never: outcome, lost: outcome });
    throw error;
  }
  return { id: trial.id, environment: trial.requirements };
}

function notStarted(error: unknown): ActionOutcome {
  const message = error instanceof UserError ? error.message : "The script was not started.";
  return { kind: "failed", failure: { code: "unavailable", message, retryable: true } };
}

/** As the compiler refuses it in a step. */
async function refuseWrongConnector(ctx: Context, input: StartInput): Promise<void> {
  const { action, connector, connectorType, connectorRequired } = input;
  const refused = (message: string) => new UserError("bad_request", message, { field: "connector" });
  if (connector === null) {
    if (connectorType === null || !connectorRequired) return;
    throw refused(`${action} needs a connector of the type ${connectorType}: choose one to try it with.`);
  }
  if (connectorType === null) throw refused(`${action} uses no connector: try it without ${connector}.`);
  const { type } = await requireConnector(ctx, connector);
  if (type === connectorType) return;
  throw refused(`The connector ${connector} is of the type ${type}; ${action} needs ${connectorType}.`);
}
