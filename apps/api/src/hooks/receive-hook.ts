import { tooLarge } from "@riposte/blobs";
import { findHook, newId } from "@riposte/db";
import type { Services } from "../services.ts";
import { acceptEvent } from "./accept-event.ts";
import { authenticationHeaders, checkBody, checkHeaders, signatureOf } from "./authenticate.ts";
import { dedupeKey, keyTemplate } from "./dedupe-key.ts";
import type { HookAnswer } from "./hook-answer.ts";
import { readHookConfig } from "./hook-config.ts";
import { openHookSecret } from "./hook-secret.ts";
import { composeApart } from "./large-events.ts";
import { promptly } from "../promptly.ts";
import { discardBody, readBody } from "./read-body.ts";
import type { Unread } from "./read-body.ts";
import type { Refusal } from "./refusal.ts";
import { sha256 } from "./sha256.ts";

/** So many times what is taken is still read, and thrown away, before it is refused. */
const HEARD_OUT = 4;
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
  const config = readHookConfig(hook.config);
  const by = { auth: config.auth, secret: openHookSecret(services.vault, hook.id, hook.secret) };
  const stranger = checkHeaders(headers, { ...by, nowMs: receivedAt.getTime() });
  if (stranger !== null) return stranger;

  const { eventLimit } = services;
  using place = services.bodyRoom.enter();
  const body = await readBody(request, eventLimit, place);
  if (!(body instanceof Uint8Array)) {
    const isHeardOut = body.why === "too_long" && body.bytes !== null && body.bytes <= HEARD_OUT * eventLimit;
    if (isHeardOut) await discardBody(request);
    return refuseBody(body, eventLimit);
  }
  const forged = checkBody(headers, { ...by, body });
  if (forged !== null) return forged;
  // Said to nobody but who may send.
  if (!hook.enabled) {
    return { status: 409, reason: "switched_off", message: "The playbook of this webhook is switched off." };
  }

  const bodyHash = sha256(body);
  const composed = await composeApart({
    body,
    accepted: config.bodies,
    headers: [...headers],
    withheld: authenticationHeaders(config.auth),
    url: request.url,
    method: request.method,
    receivedAt,
    dedupe: keyTemplate(request, config),
    order: { oneAtATime: config.oneAtATime, debounce: config.debounce },
    secret: by.secret,
  });
  if ("reason" in composed) return composed;
  const runId = newId("run");
  const key = dedupeKey(request, config, { rendered: composed.key, fallback: runId });
  if ("reason" in key) return key;
  return acceptEvent(services, {
    hook,
    config,
    runId,
    key: key.key,
    order: composed.order,
    signature: config.auth.mode === "hmac" ? signatureOf(headers, config.auth) : null,
    event: composed.json,
    bodyHash,
    signal,
  });
}

function refuseBody(unread: Unread, limit: number): Refusal {
  if (unread.why === "no_room") {
    const message = "Too many large bodies are being received at once. Send it again in a moment.";
    return { status: 503, reason: "busy", message };
  }
  const { bytes } = unread;
  const variable = "RIPOSTE_EVENT_LIMIT_MB";
  const message =
    bytes === null
      ? `The body has more than ${limit} bytes, which are the most that are taken. ${variable} sets that.`
      : tooLarge("The body", { bytes, limit, variable });
  return { status: 413, reason: "too_large", message };
}
