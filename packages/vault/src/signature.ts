import { createHmac, timingSafeEqual } from "node:crypto";

/** What a sender signs: the time in seconds since the epoch as it stands in the header, and the raw body. */
export interface SignedRequest {
  readonly secret: string;
  readonly timestamp: string;
  readonly body: Uint8Array;
}

/** `v1=` and the HMAC-SHA256, in hex, of `<timestamp>.<body>`. */
export function sign(request: SignedRequest): string {
  return `v1=${digestOf(request).toString("hex")}`;
}

/** In constant time. Whether the timestamp is recent is for the caller to judge. */
export function verifySignature(request: SignedRequest & { readonly signature: string }): boolean {
  const claimed = /^(?:v1=)?([0-9a-f]{64})$/i.exec(request.signature.trim())?.[1];
  if (claimed === undefined) return false;
  return timingSafeEqual(digestOf(request), Buffer.from(claimed, "hex"));
}

function digestOf({ secret, timestamp, body }: SignedRequest): Buffer {
  return createHmac("sha256", secret).update(`${timestamp}.`, "utf8").update(body).digest();
}
