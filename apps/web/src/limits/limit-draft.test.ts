import { expect, test } from "vitest";
import { draftOf, isSame, rulesOf, spansWith } from "./limit-draft.ts";

test("what is shown and not touched is what is saved", () => {
  for (const rules of [
    { atOnce: null, rate: null },
    { atOnce: 3, rate: null },
    { atOnce: null, rate: { count: 4, seconds: 90 } },
  ]) {
    expect(rulesOf(draftOf(rules))).toEqual(rules);
    expect(isSame(rulesOf(draftOf(rules)), rules)).toBe(true);
  }
  expect(isSame({ atOnce: 3, rate: null }, { atOnce: 3, rate: { count: 1, seconds: 60 } })).toBe(false);
});

test("a time that is none of the usual ones can be chosen all the same", () => {
  expect(spansWith(60)).toHaveLength(4);
  expect(spansWith(90).at(-1)).toEqual({ seconds: 90, label: "in any 90 seconds" });
});
