import type { Payload, PayloadCodec } from "@temporalio/common";
import proto from "@temporalio/proto";
import type { Vault } from "@riposte/vault";
import { refusedPayload } from "./refused-payload.ts";

const SEALED_ENCODING = "binary/encrypted";
const CONTEXT = "temporal";
const WirePayload = proto.temporal.api.common.v1.Payload;

/**
 * Seals every payload whole, its metadata included, and refuses what is not sealed. One whose key is not in
 * the ring, or that was changed, throws: a key ring can be mended.
 */
export function sealingCodec(vault: Vault): PayloadCodec {
  return {
    encode: async (payloads) => payloads.map(seal),
    decode: async (payloads) => payloads.map(unseal),
  };

  function seal(payload: Payload): Payload {
    const bytes = WirePayload.encode(payload).finish();
    return {
      metadata: { encoding: Buffer.from(SEALED_ENCODING) },
      data: vault.seal("payloads", CONTEXT, bytes),
    };
  }

  function unseal(payload: Payload): Payload {
    const encoding = Buffer.from(payload.metadata?.["encoding"] ?? []).toString();
    if (encoding !== SEALED_ENCODING || !payload.data) {
      return refusedPayload(`A payload from Temporal is not sealed (encoding "${encoding}"); it is refused.`);
    }
    const { metadata, data } = WirePayload.decode(vault.unseal("payloads", CONTEXT, payload.data));
    return { metadata, data };
  }
}
