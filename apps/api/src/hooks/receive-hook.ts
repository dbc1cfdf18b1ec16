import { findHook, newId } from "@riposte/db";
import { encodeData } from "@riposte/template";
import { redactor } from "@riposte/vault";
import type { Services } from "../services.ts";
import { acceptEvent } from "./accept-event.ts";
import { authenticationHeaders, checkBody, checkHeaders, signatureOf } from "./authenticate.ts";
import { dedupeKey } from "./dedupe-key.ts";
import type { HookAnswer } from "./hook-answer.ts";
import { readHookConfig } from "./hook-config.ts";
import { openHookSecret } from "./hook-secret.ts";
import { makeEvent } from "./make-event.ts";
import { parseBody } from "./parse-body.ts";
import { promptly } from "./promptly.ts";
import { readBody } from "./read-body.ts";
import type { Refusal } from "./refusal.ts";
import { runOrder } from "./run-order.ts";

const BODY_LIMIT = 1_048_576;
const LOOKUP_MS = 3_000;
const HOOK_ID = /^trg_[\w-]{22}$/;

/** From the first header to the sender's answer; nothing is stored before everything is checked. */
export async function receiveHook(
  services: Services,
  id: string,
  request: Request,
): Promise<HookAnswer | Refusal> {
  const receivedAt = new Date();
  const { headers, signal } = request;

  const hook = HOOK_ID.test(id) ? await promptly(findHook(services.sql, id), LOOKUP_MS) : null;
  if (hook === null || hook.type !== "webhook" || hook.secret === null) {
    return { status: 404, reason: "unknown_hook", message: "There is no webhook at this address." };
  }
  if (!hook.enabled) {
    return { status: 409, reason: "switched_off", message: "The playbook of this webhook is switched off." };
  }

  const config = readHookConfig(hook.config);
  const by = { auth: config.auth, secret: openHookSecret(services.vault, hook.id, hook.secret) };
  const stranger = checkHeaders(headers, { ...by, nowMs: receivedAt.getTime() });
  if (stranger !== null) return stranger;

  const bytes = await readBody(request, BODY_LIMIT);
  if (bytes === null) {
    return { status: 413, reason: "too_large", message: `The body is larger than ${BODY_LIMIT} bytes.` };
  }
  const forged = checkBody(headers, { ...by, body: bytes });
  if (forged !== null) return forged;
  const parsed = parseBody(headers.get("content-type"), bytes, config.bodies);
  if ("reason" in parsed) return parsed;

  const withheld = authenticationHeaders(config.auth);
  const event = makeEvent({ request, body: parsed.body, withheld, receivedAt });
  const runId = newId("run");
  const key = dedupeKey(request, config, { event, fallback: runId });
  if ("reason" in key) return key;
  const order = runOrder(config, event);
  if ("reason" in order) return order;
  return acceptEvent(services, {
    hook,
    config,
    runId,
    key: key.key,
    order,
    signature: config.auth.mode === "hmac" ? signatureOf(headers, config.auth) : null,
    // Whoever sends it in the wrong place shows it to nobody who reads runs.
    event: redactor([by.secret])(encodeData(event)),
    body: bytes,
    signal,
  });
}
