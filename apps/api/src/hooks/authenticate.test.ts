import { createHmac } from "node:crypto";
import { expect, test } from "vitest";
import { authenticationHeaders, checkBody, checkHeaders } from "./authenticate.ts";
import { readHookConfig } from "./hook-config.ts";

const SECRET = "whs_test";
const NOW = 1_800_000_000_000;
const BODY = Buffer.from('{"a":1}');
const hmac = readHookConfig('{"auth":{"mode":"hmac"}}').auth;
const header = readHookConfig('{"auth":{"mode":"secret_header","header":"X-Key"}}').auth;

function signed(changes: { secret?: string; seconds?: number; body?: string } = {}): Headers {
  const timestamp = String(changes.seconds ?? NOW / 1_000);
  const text = `${timestamp}.${changes.body ?? BODY.toString()}`;
  const digest = createHmac("sha256", changes.secret ?? SECRET)
    .update(text)
    .digest("hex");
  return new Headers({ "X-Riposte-Timestamp": timestamp, "X-Riposte-Signature": `v1=${digest}` });
}

function reason(auth: typeof hmac, headers: Headers): string | null {
  const by = { auth, secret: SECRET };
  const refusal = checkHeaders(headers, { ...by, nowMs: NOW }) ?? checkBody(headers, { ...by, body: BODY });
  return refusal?.reason ?? null;
}

test("a signature over timestamp and raw body passes within the tolerance", () => {
  expect(reason(hmac, signed())).toBeNull();
  expect(reason(hmac, signed({ seconds: NOW / 1_000 - 300 }))).toBeNull();
  expect(reason(hmac, signed({ seconds: NOW / 1_000 + 300 }))).toBeNull();
});

test.each([
  ["timestamp_expired", signed({ seconds: NOW / 1_000 - 301 })],
  ["timestamp_expired", signed({ seconds: NOW / 1_000 + 301 })],
  ["signature_wrong", signed({ secret: "other" })],
  ["signature_wrong", signed({ body: '{"a":2}' })],
  ["signature_missing", new Headers({ "X-Riposte-Timestamp": "1800000000" })],
  [
    "signature_malformed",
    new Headers({ "X-Riposte-Signature": "v1=00", "X-Riposte-Timestamp": "1800000000" }),
  ],
  ["timestamp_missing", new Headers({ "X-Riposte-Signature": `v1=${"0".repeat(64)}` })],
  [
    "timestamp_malformed",
    new Headers({ "X-Riposte-Signature": `v1=${"0".repeat(64)}`, "X-Riposte-Timestamp": "NaN" }),
  ],
])("%s", (expected, headers) => {
  expect(reason(hmac, headers)).toBe(expected);
});

test("another timestamp than the signed one is a wrong signature", () => {
  const headers = signed();
  headers.set("X-Riposte-Timestamp", String(NOW / 1_000 + 1));
  expect(reason(hmac, headers)).toBe("signature_wrong");
});

test.each([
  [null, { "x-key": SECRET }],
  ["secret_wrong", { "x-key": `${SECRET}x` }],
  ["secret_wrong", { "x-key": "" }],
  ["secret_missing", { "x-riposte-secret": SECRET }],
])("secret header: %s", (expected, headers) => {
  expect(reason(header, new Headers(headers as Record<string, string>))).toBe(expected);
});

test("what proves the sender is kept out of the event", () => {
  expect(authenticationHeaders(header)).toContain("x-key");
  expect(authenticationHeaders(hmac)).toContain("x-riposte-signature");
  expect(authenticationHeaders(hmac)).toContain("authorization");
});
