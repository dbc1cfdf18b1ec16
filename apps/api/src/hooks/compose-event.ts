import { decodeData, encodeData } from "@riposte/template";
import { redactor } from "@riposte/vault";
import { renderKey } from "./dedupe-key.ts";
import type { HookConfig } from "./hook-config.ts";
import { makeEvent } from "./make-event.ts";
import { parseBody } from "./parse-body.ts";
import type { Refusal } from "./refusal.ts";

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
  /** The hook's own: whoever sends it in the wrong place shows it to nobody who reads runs. */
  readonly secret: string;
}

export interface ComposedEvent {
  /** Lossless JSON: a text, or its UTF-8 bytes where it is large. */
  readonly json: string | Uint8Array;
  /** What the template said; null: nothing. */
  readonly key: string | null;
}

/** From bytes to the event as it is stored. The costly part of receiving: it reads every character. */
export function composeEvent(arrived: Arrived): ComposedEvent | Refusal {
  const { body, accepted, dedupe } = arrived;
  const type = arrived.headers.find(([name]) => name.toLowerCase() === "content-type")?.[1] ?? null;
  const parsed = parseBody(type, body, accepted);
  if ("reason" in parsed) return parsed;
  const event = makeEvent({ ...arrived, body: parsed.body });
  const key = dedupe === null ? null : renderKey(dedupe, event);
  if (key !== null && typeof key !== "string") return key;
  return { json: redactor([arrived.secret])(encodeData(event)), key };
}

/** Lossless JSON text, as everything else keeps it. @throws DataError */
export function normalise(text: string): string {
  return encodeData(decodeData(text));
}
