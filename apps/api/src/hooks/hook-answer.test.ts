import { expect, test } from "vitest";
import { jsonAnswer, toResponse } from "./hook-answer.ts";

test("an answer that may have no body has none", async () => {
  for (const status of [204, 205, 304]) {
    const response = toResponse({ status, body: "x", type: "text/plain; charset=utf-8" });
    expect(await response.text()).toBe("");
    expect(response.headers.get("content-type")).toBeNull();
  }
});

test("JSON says that it is JSON", async () => {
  const response = toResponse({ ...jsonAnswer(503, { a: 1 }), retryAfterSeconds: 5 });
  expect(response.headers.get("content-type")).toBe("application/json");
  expect(response.headers.get("retry-after")).toBe("5");
  expect(await response.json()).toEqual({ a: 1 });
});
