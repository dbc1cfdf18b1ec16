import { expect, test } from "vitest";
import { awayWords, isDatabaseAway } from "./database-away.ts";

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

test("a full disk is told apart from a database that is gone", () => {
  const full = new Error("query failed", { cause: coded("53100") });
  expect(isDatabaseAway(full)).toBe(true);
  expect(awayWords(full)).toBe(
    "The database's disk is full: nothing can be saved. Free some space on it, then try again; `riposte status` shows its state.",
  );
  expect(awayWords(new AggregateError([coded("ECONNREFUSED")]))).toMatch(/^The database does not answer\./);
});
