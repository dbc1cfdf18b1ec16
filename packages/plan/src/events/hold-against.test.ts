import { fromPlain } from "@riposte/template";
import { expect, test } from "vitest";
import { holdAgainst } from "./hold-against.ts";

const BY_KEY = { key: "7", eventKey: "event.id", condition: null };
const BY_CONDITION = { key: null, eventKey: null, condition: "event.score > 50" };

const hold = (expected: Parameters<typeof holdAgainst>[0], event: unknown) =>
  holdAgainst(expected, { event: fromPlain(event), receivedAt: 0 });

test.each([{ id: "7" }, { id: 7 }])("%j has the key", (event) => {
  expect(hold(BY_KEY, event)).toEqual({ matches: true });
});

test.each([
  [{ id: "8" }, 'its event.id is "8"'],
  [{ id: "7 " }, 'its event.id is "7 "'],
  [{ id: 7.5 }, 'its event.id is "7.5"'],
  [{ id: null }, "its event.id is no key"],
  [{ id: ["7"] }, "its event.id is no key"],
  [{}, "its event.id is no key"],
])("%j does not", (event, why) => {
  expect(hold(BY_KEY, event)).toEqual({ matches: false, why, isError: false });
});

test("the condition counts besides the key", () => {
  const both = { ...BY_KEY, condition: BY_CONDITION.condition };
  expect(hold(both, { id: 7, score: 51 })).toEqual({ matches: true });
  expect(hold(both, { id: 7, score: 50 })).toMatchObject({ matches: false, isError: false });
  expect(hold(BY_CONDITION, { score: 51 })).toEqual({ matches: true });
  expect(hold({ key: null, eventKey: null, condition: null }, null)).toEqual({ matches: true });
});

test.each([
  [BY_CONDITION, { score: "high" }],
  [{ ...BY_CONDITION, condition: "event.a.b.c" }, {}],
  [{ ...BY_CONDITION, condition: "range(1000000) | list" }, {}],
  [{ ...BY_CONDITION, condition: "event.(" }, {}],
  [{ ...BY_KEY, eventKey: "event.a.b" }, {}],
])("what cannot be worked out does not match: %j %j", (expected, event) => {
  expect(hold(expected, event)).toMatchObject({ matches: false, isError: true });
});
