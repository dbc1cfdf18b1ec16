import { tooLarge } from "@riposte/blobs";
import { acceptTrigger, findTrigger, findVersion, newId } from "@riposte/db";
import type { PlaybookRow } from "@riposte/db";
import { manualConfig, moduleTriggerConfig } from "@riposte/integrations";
import type { Context } from "../context.ts";
import { readHookConfig } from "../hooks/hook-config.ts";
import { normaliseApart } from "../hooks/large-events.ts";
import type { OrderConfig } from "../hooks/run-order.ts";
import { sha256 } from "../hooks/sha256.ts";
import { storeEvent } from "../hooks/store-event.ts";
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

  const { event, order } = await readEvent(manual.event, await orderOf(ctx, playbookId));
  const runId = newId("run");
  const result = await acceptTrigger(services.sql, {
    runId,
    workspaceId: actor.workspaceId,
    playbookId,
    triggerId: null,
    planHash: version.planHash,
    version: publishedVersion,
    event: await storeEvent(services, actor.workspaceId, event),
    simulate: manual.simulate,
    dedupeScope: `manual:${playbookId}`,
    dedupeKey: manual.requestId ?? runId,
    bodyHash: sha256(`${manual.simulate} `, event),
    signature: null,
    turn: order.turn,
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

/** The playbook's runs with the same key go one after the other, whoever starts them. */
async function orderOf({ services, actor }: Context, playbookId: string): Promise<OrderConfig> {
  const trigger = await findTrigger(services.db, actor.workspaceId, playbookId);
  if (trigger?.type === "webhook") return { oneAtATime: readHookConfig(trigger.config).oneAtATime };
  if (trigger !== null && trigger.script !== null)
    return { oneAtATime: moduleTriggerConfig.parse(JSON.parse(trigger.config)).oneAtATime };
  if (trigger?.type !== "manual") return {};
  return { oneAtATime: manualConfig.parse(JSON.parse(trigger.config)).oneAtATime };
}

/** Lossless JSON text, as everything else keeps it. @throws UserError */
export async function readEvent(text: string, by: OrderConfig = {}) {
  const read = await normaliseApart(text, by).catch((error: unknown) => {
    const reason = error instanceof Error ? error.message : String(error);
    throw new UserError("bad_request", `The event is not JSON: ${reason}`, { field: "event", cause: error });
  });
  if ("reason" in read) throw new UserError("bad_request", read.message, { field: "event" });
  return { event: read.json, order: read.order };
}

/** What somebody sends by hand. @throws UserError */
export function refuseLargeEvent({ services }: Context, text: string): void {
  const limit = services.eventLimit;
  const bytes = Buffer.byteLength(text);
  if (bytes <= limit) return;
  const message = tooLarge("The event", { bytes, limit, variable: "RIPOSTE_EVENT_LIMIT_MB" });
  throw new UserError("too_large", message, { field: "event" });
}
