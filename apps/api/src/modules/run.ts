import { getScript } from "@riposte/db";
import { z } from "zod";
import { connectorName } from "../connectors/find.ts";
import type { Context } from "../context.ts";
import { needs } from "../trpc.ts";
import { notFound } from "../user-error.ts";
import { launchTrial } from "../trials/launch-trial.ts";
import { readTrialInput } from "../trials/read-trial-input.ts";
import { refuseWrongConnector } from "../trials/start.ts";
import { requireModuleAction } from "./find-action.ts";
import { moduleEntries } from "./module-entries.ts";
import { readConfiguration } from "./read-configuration.ts";

const runInput = z
  .object({
    /** `http.request` */
    action: z.string().min(3).max(400),
    /** An object as JSON text, so that no number is rounded on its way. */
    arguments: z.string().default("{}"),
    /** Settings and secrets as JSON text, sealed on arrival, in a connector's place. */
    configuration: z.string().max(1_000_000).optional(),
    connector: connectorName.nullable().default(null),
  })
  .strict();

/** Runs one action of a module, once and of no run. Nothing is simulated: what it does to the world is done. */
export const run = needs("actions.write")
  .input(runInput)
  .mutation(({ ctx, input }) => runAction(ctx, input));

async function runAction(ctx: Context, input: z.infer<typeof runInput>) {
  const { known, action, key } = await requireModuleAction(ctx, input.action);
  const entry = moduleEntries(known).find((one) => one.key === key);
  if (entry?.script === null || entry === undefined) throw notFound("action of a module", input.action);
  const { script, connector: connectorType, connectorRequired, timeoutMs } = entry;
  const configuration =
    input.configuration === undefined ? undefined : readConfiguration(known, input.configuration);
  if (configuration === undefined)
    await refuseWrongConnector(ctx, {
      action: key,
      connector: input.connector,
      connectorType,
      connectorRequired,
    });
  const payload = await readTrialInput(ctx, {
    action: key,
    arguments: action.arguments,
    input: input.arguments,
  });
  const source = await getScript(ctx.services.db, script.hash);
  if (source === null) throw notFound("module", known.module.name);
  return launchTrial(ctx, {
    action: key,
    source,
    entry: "module",
    command: action.command,
    python: script.python ?? "3",
    requirements: script.requirements ?? null,
    network: script.network === undefined ? null : JSON.stringify(script.network),
    timeoutMs,
    memoryMb: script.memoryMb,
    connector: input.connector,
    arguments: JSON.stringify(payload),
    configuration,
  });
}
