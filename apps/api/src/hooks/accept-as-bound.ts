import { acceptTrigger, findHook } from "@riposte/db";
import type { Acceptance, AcceptResult, HookRow } from "@riposte/db";
import type { Payload } from "@riposte/plan";
import { promptly } from "../promptly.ts";
import type { Services } from "../services.ts";
import { acceptSurely } from "./accept-surely.ts";
import type { RunOrder } from "./run-order.ts";

export interface Arrival {
  readonly hook: HookRow;
  readonly runId: string;
  readonly key: string;
  readonly order: RunOrder;
  /** Null where nothing is signed. */
  readonly signature: string | null;
  /** SHA-256 (hex) of the raw body. */
  readonly bodyHash: string;
}

const LOOKUP_MS = 5_000;

/** With the binding as it is now: a publish between our reading and our writing makes us read again. */
export async function acceptAsBound(
  services: Pick<Services, "sql">,
  arrival: Arrival,
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

function acceptanceOf(arrival: Arrival, hook: HookRow, event: Payload): Acceptance {
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
