import { DataError, decodeData, encodeData } from "@riposte/template";
import { redactor } from "@riposte/vault";
import type { HookConfig } from "./hook-config.ts";
import { makeEvent } from "./make-event.ts";
import { parseBody } from "./parse-body.ts";
import type { Refusal } from "./refusal.ts";
import { renderKey } from "./render-key.ts";
import { runOrder } from "./run-order.ts";
import type { OrderConfig, RunOrder } from "./run-order.ts";

/** All that the event of a webhook is made of; plain, so that a thread can be handed it. */
export interface Arrived {
  readonly body: Uint8Array;
  readonly accepted: HookConfig["bodies"];
  readonly headers: readonly (readonly [string, string])[];
  /** Lower case; left out of the event. */
  readonly withheld: readonly string[];
  readonly url: string;
  readonly method: string;
  readonly receivedAt: Date;
  /** The template of the deduplication key; null where none is asked for. */
  readonly dedupe: string | null;
  readonly order: OrderConfig;
  /** The hook's own: whoever sends it in the wrong place shows it to nobody who reads runs. */
  readonly secret: string;
}

export interface ComposedEvent {
  /** Lossless JSON: a text, or its UTF-8 bytes where it is large. */
  readonly json: string | Uint8Array;
  /** What the template said; null: nothing. */
  readonly key: string | null;
  readonly order: RunOrder;
}

/** From bytes to the event as it is stored. The costly part of receiving: it reads every character. */
export function composeEvent(arrived: Arrived): ComposedEvent | Refusal {
  const { body, accepted, dedupe } = arrived;
  const encoding = headerOf(arrived, "content-encoding") ?? "";
  if (!["", "identity"].includes(encoding.toLowerCase())) {
    const message = `Bodies are taken as they are, not compressed (${encoding}).`;
    return { status: 415, reason: "body_encoding", message };
  }
  const parsed = parseBody(headerOf(arrived, "content-type"), body, accepted);
  if ("reason" in parsed) return parsed;
  const event = makeEvent({ ...arrived, body: parsed.body });
  const key = dedupe === null ? null : renderKey("deduplication key", dedupe, event);
  if (key !== null && typeof key !== "string") return key;
  const order = runOrder(arrived.order, event);
  if ("reason" in order) return order;
  try {
    return { json: redactor([arrived.secret])(encodeData(event)), key, order };
  } catch (error) {
    // The event is a level deeper than its body.
    if (!(error instanceof DataError)) throw error;
    return { status: 400, reason: "json_malformed", message: `The body cannot be kept: ${error.message}` };
  }
}

function headerOf({ headers }: Arrived, wanted: string): string | null {
  return headers.find(([name]) => name.toLowerCase() === wanted)?.[1] ?? null;
}

/** What a trigger says of events that come as JSON. */
export interface KeyedOrder extends OrderConfig {
  /** The template of the deduplication key. */
  readonly dedupe?: string | null;
}

/** From JSON to lossless JSON, as everything else keeps it. @throws DataError */
export function normalise(text: string, by: KeyedOrder): ComposedEvent | Refusal {
  const event = decodeData(text);
  const { dedupe = null } = by;
  const key = dedupe === null ? null : renderKey("deduplication key", dedupe, event);
  if (key !== null && typeof key !== "string") return key;
  const order = runOrder(by, event);
  return "reason" in order ? order : { json: encodeData(event), key, order };
}
