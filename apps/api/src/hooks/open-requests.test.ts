import { expect, test } from "vitest";
import { createOpenRequests } from "./open-requests.ts";

const signature = (digit: string) => digit.repeat(64);
const signed = (digit: string) => new Headers({ "x-any-name": `v1=${signature(digit)}`, host: "here" });

test("a repeat is known by its signature, whatever header it comes in, at the same address", () => {
  const open = createOpenRequests();
  open.note("trg_1", signature("a"));
  expect(open.mayHold("trg_1", signed("a"))).toBe(true);
  expect(open.mayHold("trg_1", signed("A"))).toBe(true);
  expect(open.mayHold("trg_1", signed("b"))).toBe(false);
  expect(open.mayHold("trg_2", signed("a"))).toBe(false);
});

test("what was not accepted for certain is not held, unless another try of it may have been", () => {
  const open = createOpenRequests();
  const first = open.note("trg_1", signature("a"));
  const second = open.note("trg_1", signature("a"));
  second();
  expect(open.mayHold("trg_1", signed("a"))).toBe(true);
  first();
  expect(open.mayHold("trg_1", signed("a"))).toBe(false);
});

test("the oldest makes room", () => {
  const open = createOpenRequests(2);
  for (const digit of ["a", "b", "c"]) open.note("trg_1", signature(digit));
  expect(["a", "b", "c"].map((digit) => open.mayHold("trg_1", signed(digit)))).toEqual([false, true, true]);
});
