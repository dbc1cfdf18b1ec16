import { acceptTrigger, findTrigger, findVersion, newId } from "@riposte/db";
import type { PlaybookRow } from "@riposte/db";
import { manualConfig } from "@riposte/integrations";
import { decodeData, encodeData } from "@riposte/template";
import type { Context } from "../context.ts";
import { readHookConfig } from "../hooks/hook-config.ts";
import { packValue, sha256 } from "../hooks/pack-value.ts";
import { runOrder } from "../hooks/run-order.ts";
import type { RunOrder } from "../hooks/run-order.ts";
import { UserError } from "../user-error.ts";

interface ManualRun {
  readonly playbook: PlaybookRow;
  /** JSON text. */
  readonly event: string;
  readonly requestId?: string | undefined;
  readonly simulate: boolean;
}

export async function acceptManualRun(ctx: Context, manual: ManualRun) {
  const { services, actor } = ctx;
  const { id: playbookId, name, publishedVersion, enabled } = manual.playbook;
  if (publishedVersion === null)
    throw new UserError("conflict", `${name} is not published: publish it before running it.`);
  if (!enabled) throw new UserError("conflict", `${name} is switched off: switch it on before running it.`);
  const version = await findVersion(services.db, actor.workspaceId, {
    playbookId,
    version: publishedVersion,
  });
  if (version === null) throw new Error(`Version ${publishedVersion} of ${playbookId} is gone.`);

  const event = readEvent(manual.event);
  const turn = await turnOf(ctx, { playbookId, event });
  const runId = newId("run");
  const result = await acceptTrigger(services.sql, {
    runId,
    workspaceId: actor.workspaceId,
    playbookId,
    triggerId: null,
    planHash: version.planHash,
    version: publishedVersion,
    ...packValue(event),
    simulate: manual.simulate,
    dedupeScope: `manual:${playbookId}`,
    dedupeKey: manual.requestId ?? runId,
    bodyHash: sha256(`${manual.simulate} ${event}`),
    signature: null,
    turn,
    // Who starts a run by hand wants that run.
    debounce: null,
  });
  if (result.kind === "moved") {
    throw new UserError(
      "conflict",
      `${name} was published or switched off at this very moment. Run it again.`,
    );
  }
  if (result.kind === "duplicate" && !result.sameBody) {
    throw new UserError("conflict", "This request id was used before, with another event.", {
      field: "requestId",
    });
  }
  return { run: result.runId, duplicate: result.kind === "duplicate" };
}

/** The playbook's runs with the same key go one after the other, whoever starts them. @throws UserError */
async function turnOf(
  { services, actor }: Context,
  run: { readonly playbookId: string; readonly event: string },
): Promise<RunOrder["turn"]> {
  const trigger = await findTrigger(services.db, actor.workspaceId, run.playbookId);
  if (trigger === null) return null;
  const { oneAtATime } =
    trigger.type === "webhook"
      ? readHookConfig(trigger.config)
      : manualConfig.parse(JSON.parse(trigger.config));
  const order = runOrder({ oneAtATime }, decodeData(run.event));
  if ("reason" in order) throw new UserError("bad_request", order.message, { field: "event" });
  return order.turn;
}

/** Lossless JSON text, as everything else keeps it. @throws UserError */
export function readEvent(text: string): string {
  try {
    return encodeData(decodeData(text));
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new UserError("bad_request", `The event is not JSON: ${reason}`, { field: "event", cause: error });
  }
}
