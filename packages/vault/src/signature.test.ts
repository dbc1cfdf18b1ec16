import { expect, test } from "vitest";
import vectors from "../vectors/signature.json" with { type: "json" };
import { sign, verifySignature } from "./signature.ts";

test.each(vectors.cases)("signature of $body at $timestamp", ({ signature, body, ...request }) => {
  const signed = { ...request, body: Buffer.from(body) };
  expect(sign(signed)).toBe(signature);
  expect(verifySignature({ ...signed, signature })).toBe(true);
  expect(verifySignature({ ...signed, signature: signature.replace("v1=", "").toUpperCase() })).toBe(true);
});

test.each(["", "v1=", "v1=00", "sha1=da39a3ee5e6b4b0d3255bfef95601890afd80709", `v1=${"0".repeat(64)}`])(
  "%o is not a signature",
  (signature) => {
    expect(verifySignature({ secret: "s", timestamp: "1", body: Buffer.from(""), signature })).toBe(false);
  },
);

test("another secret, time or body does not pass", () => {
  const request = { secret: "s", timestamp: "12", body: Buffer.from("3.x") };
  const signature = sign(request);
  expect(verifySignature({ ...request, secret: "t", signature })).toBe(false);
  expect(verifySignature({ ...request, timestamp: "13", signature })).toBe(false);
  expect(verifySignature({ ...request, body: Buffer.from("3.y"), signature })).toBe(false);
});
