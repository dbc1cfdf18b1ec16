import { insertTrial, newId, settleTrial } from "@riposte/db";
import type { NewScriptTrial } from "@riposte/db";
import type { ActionOutcome } from "@riposte/temporal/contract";
import { recordChange } from "../audit/record-change.ts";
import { actorName } from "../context.ts";
import type { Context } from "../context.ts";
import { sha256 } from "../hooks/sha256.ts";
import { UserError } from "../user-error.ts";

export interface Launched extends Omit<NewScriptTrial, "id" | "workspaceId" | "author" | "configuration"> {
  /** Settings and secrets that no connector holds. */
  readonly configuration?: object | undefined;
  /** The run whose recorded input it is called with. */
  readonly inputOf?: string | undefined;
}

/** Writes a trial down and has it run; how it goes its row says. */
export async function launchTrial(ctx: Context, { configuration, inputOf, ...launched }: Launched) {
  const { services, actor } = ctx;
  await services.runs.reach();
  const id = newId("trl");
  const sealed =
    configuration === undefined
      ? null
      : services.vault.seal("connectors", id, Buffer.from(JSON.stringify(configuration), "utf8"));
  await services.db.transaction(async (tx) => {
    const trial = { ...launched, id, workspaceId: actor.workspaceId, author: actorName(actor) };
    await insertTrial(tx, { ...trial, configuration: sealed });
    await recordChange(tx, ctx, {
      action: "trials.start",
      target: `trial:${id}`,
      details: {
        name: launched.action,
        connector: launched.connector,
        source: sha256(launched.source),
        ...(inputOf === undefined ? {} : { inputOf }),
      },
    });
  });
  try {
    await services.runs.startTrial({ id, timeoutMs: launched.timeoutMs });
  } catch (error) {
    const outcome = JSON.stringify(notStarted(error));
    await settleTrial(services.db, id, { never: outcome, lost: outcome });
    throw error;
  }
  return { id, environment: launched.requirements };
}

function notStarted(error: unknown): ActionOutcome {
  const message = error instanceof UserError ? error.message : "The script was not started.";
  return { kind: "failed", failure: { code: "unavailable", message, retryable: true } };
}
