import { expect, test } from "vitest";
import { nextStop } from "./next-stop.ts";

test("from change to change, both ways and round the end", () => {
  const stops = ["a", "b", "c"];
  expect([null, "a", "c", "elsewhere"].map((from) => nextStop(stops, from, 1))).toEqual(["a", "b", "a", "a"]);
  expect([null, "a", "c", "elsewhere"].map((from) => nextStop(stops, from, -1))).toEqual([
    "c",
    "c",
    "b",
    "c",
  ]);
  expect(nextStop([], "a", 1)).toBeNull();
});
