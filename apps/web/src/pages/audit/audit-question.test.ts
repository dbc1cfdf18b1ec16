import { expect, test } from "vitest";
import { questionOf } from "./audit-question.ts";

const none = { actor: "", action: "", target: "", from: "", to: "" };

test("nothing set asks for everything", () => {
  expect(questionOf(none)).toEqual({});
  expect(questionOf({ ...none, from: "yesterday", to: "2026-1-1" })).toEqual({});
  expect(questionOf({ ...none, from: "2026-02-31" })).toEqual({});
});

test("days are whole days of whoever looks", () => {
  const { from, to } = questionOf({ ...none, from: "2026-11-21", to: "2026-11-21" });
  expect(Date.parse(to ?? "") - Date.parse(from ?? "")).toBe(86_400_000);
  expect(new Date(from ?? "").getHours()).toBe(0);
});
