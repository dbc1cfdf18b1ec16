import type { Payload, PayloadConverterWithEncoding } from "@temporalio/common";
import { decode, encode } from "@temporalio/common/lib/encoding.js";

/**
 * What a workflow gets in the place of a payload that nobody of ours sealed. An error thrown while arguments
 * are read would fail the workflow's task for ever; this lets the workflow itself fail.
 */
export interface Refused {
  readonly kind: "riposte/refused";
  readonly why: string;
}

const REFUSED_ENCODING = "riposte/refused";

export function isRefused(value: unknown): value is Refused {
  return typeof value === "object" && value !== null && "kind" in value && value.kind === REFUSED_ENCODING;
}

export function refusedPayload(why: string): Payload {
  return { metadata: { encoding: encode(REFUSED_ENCODING) }, data: encode(why) };
}

export const refusedConverter: PayloadConverterWithEncoding = {
  encodingType: REFUSED_ENCODING,

  toPayload: () => undefined,

  fromPayload<T>(payload: Payload): T {
    const refused: Refused = { kind: REFUSED_ENCODING, why: decode(payload.data ?? new Uint8Array()) };
    return refused as T;
  },
};
