import { setTimeout as sleep } from "node:timers/promises";
import { tooLarge } from "@riposte/blobs";
import { answerEvent, findHook, forgetAnswers, listOfferedEvents, newId } from "@riposte/db";
import type { EventAnswer, OfferedEvent } from "@riposte/db";
import { moduleTriggerConfig } from "@riposte/integrations";
import { DataError } from "@riposte/template";
import { acceptAsBound } from "../hooks/accept-as-bound.ts";
import { normaliseApart } from "../hooks/large-events.ts";
import { countingRejections } from "../hooks/rejection-counter.ts";
import type { RejectionCounter } from "../hooks/rejection-counter.ts";
import type { Refusal } from "../hooks/refusal.ts";
import { sha256 } from "../hooks/sha256.ts";
import { storeEvent } from "../hooks/store-event.ts";
import type { Services } from "../services.ts";

/** What the notices call them. */
const NEWS = "module_events";
const AT_ONCE = 20;
const LOOK_AGAIN_MS = 5_000;
const AFTER_A_FAULT_MS = 1_000;
const FORGET_EVERY_MS = 600_000;

/**
 * Takes what triggers of modules offer into the inbox, as a webhook takes requests, and answers: only then the module hears that
 * it was accepted. Ends with the server. What is taken twice has the same key.
 */
export async function takeModuleEvents(services: Services): Promise<void> {
  const { notices, log } = services;
  const { ending } = notices;
  const count = countingRejections(services);
  using watch = notices.watch(NEWS);
  let forgotAt = 0;
  while (!ending.aborted) {
    try {
      if (Date.now() - forgotAt > FORGET_EVERY_MS) {
        await forgetAnswers(services.sql);
        forgotAt = Date.now();
      }
      const taken = await takeSome(services, count);
      if (taken < AT_ONCE) await watch.news(LOOK_AGAIN_MS, ending);
    } catch (error) {
      if (ending.aborted) return;
      log.warn({ err: error }, "events of modules could not be taken, trying again");
      await sleep(AFTER_A_FAULT_MS, undefined, { signal: ending }).catch(() => {});
    }
  }
}

function takeSome(services: Services, count: RejectionCounter): Promise<number> {
  return services.sql.begin(async (tx) => {
    const offered = await listOfferedEvents(tx, AT_ONCE);
    for (const event of offered) {
      const answer = await take(services, event);
      if ("reason" in answer) await count(event.triggerId, answer.reason);
      await answerEvent(tx, event, { isNew: false, ...answer });
    }
    return offered.length;
  });
}

async function take(
  services: Services,
  { triggerId, key, event }: OfferedEvent,
): Promise<EventAnswer | Refusal> {
  const hook = await findHook(services.sql, triggerId);
  if (hook === null || !hook.enabled) return SWITCHED_OFF;
  const { eventLimit: limit } = services;
  const bytes = Buffer.byteLength(event);
  if (bytes > limit) {
    const message = tooLarge("The event", { bytes, limit, variable: "RIPOSTE_EVENT_LIMIT_MB" });
    return { status: 413, reason: "too_large", message };
  }
  const composed = await composeOffered(event, hook.config);
  if ("reason" in composed) return composed;
  const arrival = {
    hook,
    runId: newId("run"),
    key: composed.key ?? key,
    order: composed.order,
    signature: null,
    bodyHash: sha256(event),
  };
  const result = await acceptAsBound(
    services,
    arrival,
    await storeEvent(services, hook.workspace_id, composed.json),
  );
  if (result.kind === "moved") return SWITCHED_OFF;
  if (result.kind === "duplicate" && !result.sameBody) {
    const message = "This deduplication key came before, with another event.";
    return { status: 409, reason: "key_reused", message };
  }
  return { status: 202, message: result.runId, isNew: result.kind === "accepted" };
}

const SWITCHED_OFF: Refusal = {
  status: 409,
  reason: "switched_off",
  message: "The playbook of this trigger is switched off.",
};

async function composeOffered(event: string, config: string) {
  try {
    return await normaliseApart(event, moduleTriggerConfig.parse(JSON.parse(config)));
  } catch (error) {
    if (!(error instanceof DataError)) throw error;
    const message = `The event cannot be kept: ${error.message}`;
    return { status: 400, reason: "json_malformed", message } satisfies Refusal;
  }
}
