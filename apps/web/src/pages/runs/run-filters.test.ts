import { expect, test } from "vitest";
import { isFiltered, questionOf } from "./run-filters.ts";
import type { RunFilters } from "./run-filters.ts";

const NONE: RunFilters = { playbook: "", states: "", time: "", from: "", to: "", text: "" };
const NOW = Date.UTC(2026, 10, 21, 12);

test("nothing set asks for everything", () => {
  expect(questionOf(NONE, NOW)).toEqual({});
  expect(isFiltered(NONE)).toBe(false);
});

test("words of the address bar that mean nothing are left out", () => {
  expect(questionOf({ ...NONE, states: "failed,lots,stuck", time: "soon" }, NOW)).toEqual({
    states: ["failed", "stuck"],
  });
  expect(questionOf({ ...NONE, time: "custom", from: "yesterday", to: "2026-11-21T10:00Z" }, NOW)).toEqual({
    to: "2026-11-21T10:00:00.000Z",
  });
});

test("a time that is named counts from when the page was opened", () => {
  expect(questionOf({ ...NONE, time: "24h", text: "AL-1" }, NOW)).toEqual({
    from: "2026-11-20T12:00:00.000Z",
    text: "AL-1",
  });
});
