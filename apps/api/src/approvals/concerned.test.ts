import { expect, test } from "vitest";
import { textsIn } from "./concerned.ts";

test("the short texts of an event, also of one that breaks off", () => {
  const event = `{"alert_id":"AL-1","n":7,"deep":[{"a":"b\\"c"}],"again":"AL-1","long":"${"x".repeat(65)}","cut":"AL-2`;
  expect(textsIn(event)).toEqual(["alert_id", "AL-1", "n", "deep", "a", 'b"c', "again", "long", "cut"]);
});
