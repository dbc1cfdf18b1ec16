import { expect, test } from "vitest";
import { scopesAround } from "./scopes-around.ts";

test("a step of an iteration reads from it, and from all around it", () => {
  expect(scopesAround("")).toEqual([""]);
  expect(scopesAround("outer[3]/inner[0]")).toEqual(["", "outer[3]", "outer[3]/inner[0]"]);
});
