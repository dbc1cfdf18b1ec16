import { createHash } from "node:crypto";
import { INLINE_LIMIT_BYTES } from "@riposte/plan";
import type { Payload } from "@riposte/plan";

/** Makes a `Payload` of lossless JSON text; above 64 KB the text itself has to go into the blob store. */
export function packValue(json: string): { readonly event: Payload; readonly blob: Uint8Array | null } {
  const blob = Buffer.from(json, "utf8");
  if (blob.byteLength <= INLINE_LIMIT_BYTES) return { event: { kind: "inline", json }, blob: null };
  const preview = json.slice(0, 200);
  return { event: { kind: "blob", hash: sha256(blob), bytes: blob.byteLength, preview }, blob };
}

/** Hex. */
export function sha256(data: string | Uint8Array): string {
  return createHash("sha256").update(data).digest("hex");
}
