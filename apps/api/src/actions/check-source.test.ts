import { expect, test } from "vitest";
import { disagreements, neverWorks } from "./check-source.ts";

const given = (...names: string[]) => ({
  name: "judge",
  arguments: { type: "object", properties: Object.fromEntries(names.map((name) => [name, {}])) },
});

test("what main() and the declared arguments do not agree about is told", () => {
  const main = { names: ["address", "days", "connector"], needed: ["address", "connector"], takesAny: false };
  expect(disagreements(given("address"), main)).toEqual([]);
  expect(disagreements(given("adress", "days"), main)).toEqual([
    'main() of judge needs "address", which its arguments do not declare.',
    'The arguments of judge declare "adress", which main() does not take.',
  ]);
  expect(disagreements(given("address", "more"), { ...main, takesAny: true })).toEqual([]);
});

test("nothing is said where main comes about otherwise, or nothing is declared one by one", () => {
  expect(disagreements(given("address"), null)).toEqual([]);
  const main = { names: ["address"], needed: ["address"], takesAny: false };
  expect(disagreements({ name: "judge", arguments: { type: "object" } }, main)).toEqual([]);
});

test("a main that no call can go well with is told, with its line", () => {
  expect(neverWorks("judge", null)).toEqual([]);
  expect(neverWorks("judge", { why: "no_main", line: null })).toEqual([
    "judge has no function main, which `entry: main` calls: every call of it will fail.",
  ]);
  expect(neverWorks("judge", { why: "async_main", line: 2 })).toEqual([
    "judge has an async main in line 2, which is called and never awaited: every call of it will fail.",
  ]);
  expect(neverWorks("judge", { why: "generator_main", line: 7 })[0]).toContain("in line 7 that yields");
});
