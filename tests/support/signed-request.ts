import { createHmac } from "node:crypto";

/** What a sender of a webhook with `auth: hmac` puts into its headers. */
export function signedHeaders(secret: string, body: string, now = Date.now()): Record<string, string> {
  const timestamp = String(Math.floor(now / 1000));
  const signature = createHmac("sha256", secret).update(`${timestamp}.${body}`).digest("hex");
  return {
    "content-type": "application/json",
    "x-riposte-timestamp": timestamp,
    "x-riposte-signature": `v1=${signature}`,
  };
}
