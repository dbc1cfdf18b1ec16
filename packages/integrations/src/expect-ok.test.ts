import { expect, test } from "vitest";
import { expectOk } from "./expect-ok.ts";
import type { HttpAnswer } from "./http.ts";

const answer: HttpAnswer = {
  status: 400,
  headers: {},
  body: "",
  complete: true,
  method: "GET",
  url: "https://a.example.com/",
};
const order = { method: "POST" as const, host: "a.example.com", status: 303 };

function errorOf(changed: Partial<HttpAnswer>, secret = "s3cret"): Error {
  try {
    expectOk({ ...answer, ...changed }, (text) => text.replaceAll(secret, "•••"));
  } catch (error) {
    if (error instanceof Error) return error;
  }
  throw new Error("This should have failed.");
}

test("a secret is redacted before the text is cut", () => {
  const secret = "Bearer s3cret-token-of-the-receiver";
  const { message } = errorOf({ body: `${"x".repeat(289)}${secret}` }, secret);
  expect(message).not.toContain("Bearer");
  expect(message).toContain("x•••");
});

test("a secret of many lines is redacted before they become one", () => {
  const secret = "-----BEGIN KEY-----\nabc\ndef";
  const { message } = errorOf({ body: `no: ${secret}\n` }, secret);
  expect(message).toBe("a.example.com answered 400: no: •••.");
});

test.each([
  [503, { code: "unknown_outcome", unknown: true, retryable: false }],
  [429, { code: "unknown_outcome", unknown: true, retryable: false }],
  [504, { code: "unknown_outcome", unknown: true, retryable: false }],
  [404, { code: "not_found", unknown: false, retryable: false }],
  [400, { code: "rejected", unknown: false, retryable: false }],
])("%i at the end of a redirected order never sends it again", (status, expected) => {
  const error = errorOf({ status, order });
  expect(error).toMatchObject(expected);
  expect(error.message).toContain(
    "a.example.com answered the POST with a redirect (303) whose target failed: a.example.com answered",
  );
});

test.each([
  ["2", 2_000],
  ["0", undefined],
  [new Date(Date.now() + 90_000).toUTCString(), expect.closeTo(90_000, -4)],
  [new Date(0).toUTCString(), undefined],
  ["soon", undefined],
])("who answers 429 and asks to wait %s is told of with the time", (header, waitMs) => {
  expect(errorOf({ status: 429, headers: { "retry-after": header } })).toMatchObject({
    retryable: true,
    waitMs,
  });
});
