import { wantEnvironment } from "@riposte/db";
import { plannedNetwork } from "@riposte/plan";
import { requiredPackages } from "../actions/required-packages.ts";
import { requireConnector } from "../connectors/find.ts";
import type { Context } from "../context.ts";
import { needs } from "../trpc.ts";
import { UserError } from "../user-error.ts";
import { launchTrial } from "./launch-trial.ts";
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
  await refuseWrongConnector(ctx, input);
  const payload = await readTrialInput(ctx, input);
  const packages = requiredPackages(
    { name: input.action, source: input.source, place: "" },
    input.requirements,
  );
  const { action, source, entry, python = "3", connector, timeoutSeconds, memoryMb } = input;
  const network = input.network === undefined ? null : plannedNetwork(input.network);
  // Before its trial: what cannot be reached leaves nothing behind.
  if (packages !== null) await wantEnvironment(ctx.services.db, { body: packages.body, python });
  return launchTrial(ctx, {
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
    inputOf: input.inputOf?.run,
  });
}

/** As the compiler refuses it in a step. */
export async function refuseWrongConnector(
  ctx: Context,
  input: Pick<StartInput, "action" | "connector" | "connectorType" | "connectorRequired">,
): Promise<void> {
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
