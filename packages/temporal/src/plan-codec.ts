import { createHash } from "node:crypto";
import type { Payload, PayloadCodec } from "@temporalio/common";
import { PLAN_HASH_LENGTH } from "./plan-ref-converter.ts";
import { PLAN_REF_ENCODING } from "./plan-ref.ts";

/** The plan's text by its hash; null when there is none. It throws where it could not look. */
export type LoadPlan = (hash: string) => Promise<string | null>;

const CACHED_PLANS = 500;

/** Puts the text of a plan behind its hash when a payload is read; in Temporal lies only the hash. */
export function planCodec(loadPlan: LoadPlan): PayloadCodec {
  const plans = new Map<string, Buffer>();

  async function plan(hash: string): Promise<Buffer | null> {
    const known = plans.get(hash);
    if (known !== undefined) {
      plans.delete(hash);
      plans.set(hash, known);
      return known;
    }
    const text = await loadPlan(hash);
    if (text === null) return null;
    const bytes = Buffer.from(text, "utf8");
    if (createHash("sha256").update(bytes).digest("hex") !== hash) {
      throw new Error(`The plan that was loaded for ${hash} is another one.`);
    }
    plans.set(hash, bytes);
    for (const oldest of plans.keys()) {
      if (plans.size <= CACHED_PLANS) break;
      plans.delete(oldest);
    }
    return bytes;
  }

  async function expand(payload: Payload): Promise<Payload> {
    const encoding = Buffer.from(payload.metadata?.["encoding"] ?? []).toString();
    if (encoding !== PLAN_REF_ENCODING || !payload.data) return payload;
    const hash = Buffer.from(payload.data.subarray(0, PLAN_HASH_LENGTH));
    const text = await plan(hash.toString("latin1"));
    return text === null ? payload : { ...payload, data: Buffer.concat([hash, text]) };
  }

  return {
    encode: async (payloads) => payloads,
    decode: (payloads) => Promise.all(payloads.map(expand)),
  };
}
