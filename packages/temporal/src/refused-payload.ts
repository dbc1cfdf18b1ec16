import { ApplicationFailure } from "@temporalio/common";
import type { Payload, PayloadConverterWithEncoding } from "@temporalio/common";
import { decode, encode } from "@temporalio/common/lib/encoding.js";

const REFUSED_ENCODING = "riposte/refused";

/** Stands for a payload that nobody of ours sealed. Who reads it fails: a workflow for good, not its task for ever. */
export function refusedPayload(why: string): Payload {
  return { metadata: { encoding: encode(REFUSED_ENCODING) }, data: encode(why) };
}

export const refusedConverter: PayloadConverterWithEncoding = {
  encodingType: REFUSED_ENCODING,

  toPayload: () => undefined,

  fromPayload(payload: Payload): never {
    throw ApplicationFailure.nonRetryable(decode(payload.data ?? new Uint8Array()), "UnsealedPayload");
  },
};
