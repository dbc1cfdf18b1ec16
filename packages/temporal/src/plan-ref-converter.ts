import { ValueError } from "@temporalio/common";
import type { Payload, PayloadConverterWithEncoding } from "@temporalio/common";
import { decode, encode } from "@temporalio/common/lib/encoding.js";
import { isPlanRef, PLAN_REF_ENCODING, PlanRef } from "./plan-ref.ts";

/** In a payload: the hash; after the codec has found the plan, the hash and behind it the plan's text. */
export const PLAN_HASH_LENGTH = 64;

export const planRefConverter: PayloadConverterWithEncoding = {
  encodingType: PLAN_REF_ENCODING,

  toPayload(value: unknown): Payload | undefined {
    if (!isPlanRef(value)) return undefined;
    return { metadata: { encoding: encode(PLAN_REF_ENCODING) }, data: encode(value.hash) };
  },

  fromPayload<T>(payload: Payload): T {
    if (!payload.data) throw new ValueError("A plan's payload holds no hash.");
    const content = decode(payload.data);
    const text = content.slice(PLAN_HASH_LENGTH);
    return new PlanRef(content.slice(0, PLAN_HASH_LENGTH), text === "" ? null : text) as T;
  },
};
