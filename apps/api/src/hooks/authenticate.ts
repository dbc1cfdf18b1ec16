import { timingSafeEqual } from "node:crypto";
import { verifySignature } from "@riposte/vault";
import type { HookConfig } from "./hook-config.ts";
import type { Refusal } from "./refusal.ts";

type Auth = HookConfig["auth"];

const SIGNATURE = /^v1=([0-9a-f]{64})$/i;
/** Milliseconds would have 13 digits. */
const TIMESTAMP = /^\d{1,12}$/;

/** What can be told from the headers, before the body is read. */
export function checkHeaders(
  headers: Headers,
  by: { readonly auth: Auth; readonly secret: string; readonly nowMs: number },
): Refusal | null {
  const { auth } = by;
  if (auth.mode === "secret_header") {
    const given = headers.get(auth.header);
    if (given === null)
      return refuse("secret_missing", `The header ${auth.header} with the secret is missing.`);
    return sameText(given, by.secret)
      ? null
      : refuse("secret_wrong", `The secret in the header ${auth.header} is wrong.`);
  }
  if (signatureOf(headers, auth) === null) {
    return refuse(
      headers.has(auth.signatureHeader) ? "signature_malformed" : "signature_missing",
      `The header ${auth.signatureHeader} must be v1= and an HMAC-SHA256 in hex.`,
    );
  }
  const timestamp = headers.get(auth.timestampHeader) ?? "";
  if (!TIMESTAMP.test(timestamp)) {
    return refuse(
      timestamp === "" ? "timestamp_missing" : "timestamp_malformed",
      `The header ${auth.timestampHeader} must be the time in seconds since 1970.`,
    );
  }
  const away = Math.abs(by.nowMs / 1_000 - Number(timestamp));
  if (away <= auth.toleranceSeconds) return null;
  return refuse(
    "timestamp_expired",
    `${auth.timestampHeader} is more than ${auth.toleranceSeconds} s off this server's clock.`,
  );
}

/** What needs the body; nothing for a secret in a header. */
export function checkBody(
  headers: Headers,
  by: { readonly auth: Auth; readonly secret: string; readonly body: Uint8Array },
): Refusal | null {
  const { auth, secret, body } = by;
  if (auth.mode === "secret_header") return null;
  const signature = signatureOf(headers, auth) ?? "";
  const timestamp = headers.get(auth.timestampHeader) ?? "";
  if (verifySignature({ secret, timestamp, body, signature })) return null;
  return refuse("signature_wrong", "The signature does not fit timestamp, body and secret.");
}

/** The hex digits, in lower case; null without a signature in the right form. */
export function signatureOf(headers: Headers, auth: Auth): string | null {
  if (auth.mode !== "hmac") return null;
  return SIGNATURE.exec(headers.get(auth.signatureHeader) ?? "")?.[1]?.toLowerCase() ?? null;
}

/** Headers that prove who sent it: they are nobody's business afterwards. */
export function authenticationHeaders(auth: Auth): readonly string[] {
  return ["authorization", "cookie", "proxy-authorization", proofHeader(auth)];
}

function proofHeader(auth: Auth): string {
  return auth.mode === "hmac" ? auth.signatureHeader : auth.header;
}

function refuse(reason: string, message: string): Refusal {
  return { status: 401, reason, message };
}

/** In constant time for texts of the same length; the length of ours is no secret. */
function sameText(given: string, secret: string): boolean {
  const a = Buffer.from(given, "utf8");
  const b = Buffer.from(secret, "utf8");
  return a.length === b.length && timingSafeEqual(a, b);
}
