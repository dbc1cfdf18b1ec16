import { expect, test } from "vitest";
import { countFault, draftOf, isSame, rulesOf, spansWith } from "./limit-draft.ts";

test("what is shown and not touched is what is saved", () => {
  for (const rules of [
    { atOnce: null, rate: null },
    { atOnce: 3, rate: null },
    { atOnce: null, rate: { count: 4, seconds: 90 } },
  ]) {
    expect(rulesOf(draftOf(rules))).toEqual(rules);
  }
  expect(isSame({ atOnce: 3, rate: null }, { atOnce: 3, rate: null })).toBe(true);
  expect(isSame({ atOnce: 3, rate: null }, { atOnce: 3, rate: { count: 1, seconds: 60 } })).toBe(false);
});

test("what is no count is neither made one nor taken for no limit", () => {
  const draft = draftOf({ atOnce: null, rate: null });
  for (const text of ["-5", "0", "2000000", "99999999999", "1.5", "1e3", "0x10", "many"]) {
    expect(countFault(text), text).toMatch(/from 1 to 100000/);
    expect(rulesOf({ ...draft, atOnce: text }), text).toBeNull();
    expect(rulesOf({ ...draft, count: text }), text).toBeNull();
  }
  for (const text of ["", " ", "1", " 100000 "]) expect(countFault(text), text).toBeNull();
  expect(rulesOf({ ...draft, atOnce: " 7 " })).toEqual({ atOnce: 7, rate: null });
});

test("a time that is none of the usual ones can be chosen all the same", () => {
  expect(spansWith(60)).toHaveLength(4);
  expect(spansWith(90).at(-1)).toEqual({ seconds: 90, label: "in any 90 seconds" });
});
