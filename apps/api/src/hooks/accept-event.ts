import type { AcceptResult } from "@riposte/db";
import type { Services } from "../services.ts";
import type { HookConfig } from "./hook-config.ts";
import { jsonAnswer } from "./hook-answer.ts";
import { acceptAsBound } from "./accept-as-bound.ts";
import type { Arrival } from "./accept-as-bound.ts";
import { AcceptanceUnknown } from "./accept-surely.ts";
import type { HookAnswer } from "./hook-answer.ts";
import { promptly } from "../promptly.ts";
import type { Refusal } from "./refusal.ts";
import { storeEvent } from "./store-event.ts";
import { waitForResponse } from "./wait-for-response.ts";

interface CheckedArrival extends Arrival {
  readonly config: HookConfig;
  /** JSON text. */
  readonly event: string | Uint8Array;
  readonly signal: AbortSignal;
}

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
