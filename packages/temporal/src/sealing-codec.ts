import type { Payload, PayloadCodec } from "@temporalio/common";
import proto from "@temporalio/proto";
import type { Vault } from "@riposte/vault";
import { refusedPayload } from "./refused-payload.ts";

const SEALED_ENCODING = "binary/encrypted";
const CONTEXT = "temporal";
const WirePayload = proto.temporal.api.common.v1.Payload;

/**
 * Seals every payload whole, its metadata included, and refuses what is not sealed: by an error, or by a mark
 * in its place (`marks`). One whose key is not in the ring, or that was changed, is always an error: a key
 * ring can be mended.
 */
export function sealingCodec(vault: Vault, options: { readonly marks: boolean }): PayloadCodec {
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
      const why = `A payload from Temporal is not sealed (encoding "${encoding}"); it is refused.`;
      if (options.marks) return refusedPayload(why);
      throw new Error(why);
    }
    const { metadata, data } = WirePayload.decode(vault.unseal("payloads", CONTEXT, payload.data));
    return { metadata, data };
  }
}
