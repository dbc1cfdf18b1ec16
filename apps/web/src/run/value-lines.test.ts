import { decodeData } from "@riposte/template";
import { expect, test } from "vitest";
import type { StepOutline } from "./run-data.ts";
import { linesOnCards, valueLine } from "./value-lines.ts";

test("a value in a line: the first fields of an object", () => {
  expect(valueLine(decodeData('{"a":1,"b":"x","c":[1,2],"d":null}'))).toBe('a: 1, b: "x", c: […] 2 items, …');
  expect(valueLine(decodeData("9007199254740993"))).toBe("9007199254740993");
});

test("a card says what its step gave once it is done, outside of loops", () => {
  const step = (id: string, state: string, scope = "") => ({ step: id, state, scope }) as StepOutline;
  const steps = [step("a", "done"), step("b", "running"), step("c", "done", "loop[0]"), step("loop", "done")];
  const values = new Map(["a", "b", "c", "loop"].map((id) => [id, "1"]));
  expect(linesOnCards({ steps }, values, { loop: "1 of 1 iteration done" })).toEqual({
    a: "→ 1",
    loop: "1 of 1 iteration done",
  });
});
