import { acceptTrigger, findHook } from "@riposte/db";
import type { Acceptance, AcceptResult, HookRow } from "@riposte/db";
import type { Payload } from "@riposte/plan";
import type { Services } from "../services.ts";
import type { HookConfig } from "./hook-config.ts";
import { jsonAnswer } from "./hook-answer.ts";
import { AcceptanceUnknown, acceptSurely } from "./accept-surely.ts";
import type { HookAnswer } from "./hook-answer.ts";
import { promptly } from "../promptly.ts";
import type { Refusal } from "./refusal.ts";
import type { RunOrder } from "./run-order.ts";
import { storeEvent } from "./store-event.ts";
import { waitForResponse } from "./wait-for-response.ts";

interface CheckedArrival {
  readonly hook: HookRow;
  readonly config: HookConfig;
  readonly runId: string;
  readonly key: string;
  readonly order: RunOrder;
  /** Null where nothing is signed. */
  readonly signature: string | null;
  /** JSON text. */
  readonly event: string | Uint8Array;
  /** SHA-256 (hex) of the raw body. */
  readonly bodyHash: string;
  readonly signal: AbortSignal;
}

const LOOKUP_MS = 5_000;
/** Of the largest event, piece by piece. */
const STORE_MS = 30_000;

/** Commits the run, then answers with its id or, where the trigger says so, with what its Respond step says. */
export async function acceptEvent(
  services: Services,
  arrival: CheckedArrival,
): Promise<HookAnswer | Refusal> {
  using watch = services.notices.watchAnswer(arrival.runId);
  const result = await acceptNoted(services, arrival);
  if (result.kind === "moved") {
    return { status: 409, reason: "switched_off", message: "The playbook of this webhook is switched off." };
  }
  const duplicate = result.kind === "duplicate";
  if (duplicate && !result.sameBody) {
    const message = "This deduplication key came before, with another body.";
    return { status: 409, reason: "key_reused", message };
  }

  const { runId, joinedWith } = result;
  const accepted = jsonAnswer(202, { run: runId, ...(joinedWith === null ? {} : { joinedWith }) });
  const { config, hook, signal } = arrival;
  if (!config.respond.wait) return accepted;
  using first = duplicate ? services.notices.watchAnswer(result.runId) : null;
  const said = await waitForResponse(services, {
    workspaceId: hook.workspace_id,
    runId: result.runId,
    watch: first ?? watch,
    timeoutMs: config.respond.timeoutSeconds * 1_000,
    signal,
    duplicate,
  });
  return said ?? accepted;
}

async function acceptNoted(services: Services, arrival: CheckedArrival): Promise<AcceptResult> {
  const { hook } = arrival;
  const stored = storeEvent(services, hook.workspace_id, arrival.event);
  const event = await promptly(stored, STORE_MS);
  const isNotAccepted =
    arrival.signature === null ? () => {} : services.openRequests.note(hook.id, arrival.signature);
  try {
    const result = await acceptAsBound(services, arrival, event);
    if (result.kind === "moved") isNotAccepted();
    return result;
  } catch (error) {
    if (!(error instanceof AcceptanceUnknown)) isNotAccepted();
    throw error;
  }
}

/** With the binding as it is now: a publish between our reading and our writing makes us read again. */
async function acceptAsBound(
  services: Services,
  arrival: CheckedArrival,
  event: Payload,
): Promise<AcceptResult> {
  let hook: HookRow | null = arrival.hook;
  for (let tries = 0; hook !== null && hook.enabled && tries < 5; tries++) {
    const acceptance = acceptanceOf(arrival, hook, event);
    const result = await acceptSurely(() => acceptTrigger(services.sql, acceptance));
    if (result.kind !== "moved") return result;
    hook = await promptly(findHook(services.sql, arrival.hook.id), LOOKUP_MS);
  }
  return { kind: "moved" };
}

function acceptanceOf(arrival: CheckedArrival, hook: HookRow, event: Payload): Acceptance {
  return {
    runId: arrival.runId,
    workspaceId: hook.workspace_id,
    playbookId: hook.playbook_id,
    triggerId: hook.id,
    planHash: hook.plan_hash,
    version: hook.version,
    event,
    simulate: false,
    dedupeScope: hook.id,
    dedupeKey: arrival.key,
    bodyHash: arrival.bodyHash,
    signature: arrival.signature,
    ...arrival.order,
  };
}
