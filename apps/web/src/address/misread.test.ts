import { expect, test } from "vitest";
import { anything, misread, oneOf, someOf } from "./misread.ts";

const understood = { text: anything, on: oneOf(["yes", "no"]), states: someOf(["failed", "stuck"]) };

test("what an address asks for is understood, or named", () => {
  expect(misread({ text: "x", on: "no", states: "failed,stuck" }, understood)).toEqual([]);
  expect(misread({ on: "maybe", states: "failed,lots" }, understood)).toEqual(["on", "states"]);
});

test("names that a page does not read are named too, and what is not set is not", () => {
  expect(misread({ state: "failed", constructor: "x", on: "", states: undefined }, understood)).toEqual([
    "state",
    "constructor",
  ]);
});
