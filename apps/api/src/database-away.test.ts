import { expect, test } from "vitest";
import { isDatabaseAway } from "./database-away.ts";

function coded(code: string): Error {
  return Object.assign(new Error(code), { code });
}

test("what trying again can help with, however deep it lies", () => {
  expect(isDatabaseAway(coded("ECONNREFUSED"))).toBe(true);
  expect(isDatabaseAway(new Error("query failed", { cause: coded("57P01") }))).toBe(true);
  expect(isDatabaseAway(new AggregateError([coded("ECONNREFUSED")]))).toBe(true);
});

test("a mistake of ours is none of it", () => {
  expect(isDatabaseAway(coded("23505"))).toBe(false);
  expect(isDatabaseAway(new Error("boom"))).toBe(false);
  expect(isDatabaseAway("ECONNREFUSED")).toBe(false);
});
