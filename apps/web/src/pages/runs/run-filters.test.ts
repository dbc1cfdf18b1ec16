import { expect, test } from "vitest";
import { misread } from "../../address/misread.ts";
import { isFiltered, isInStates, questionOf, understoodOf } from "./run-filters.ts";
import type { RunFilters } from "./run-filters.ts";

const NONE: RunFilters = { playbook: "", states: "", time: "", from: "", to: "", text: "" };
const NOW = Date.UTC(2026, 10, 21, 12);

test("nothing set asks for everything", () => {
  expect(questionOf(NONE, NOW)).toEqual({});
  expect(isFiltered(NONE)).toBe(false);
});

test("words of the address bar that mean nothing are left out, and named", () => {
  const wrong = (asked: Partial<RunFilters>) => {
    const filters = { ...NONE, ...asked };
    return { asks: questionOf(filters, NOW), misread: misread(filters, understoodOf(filters)) };
  };
  expect(wrong({ states: "failed,lots,stuck", time: "soon" })).toEqual({
    asks: { states: ["failed", "stuck"] },
    misread: ["states", "time"],
  });
  expect(wrong({ time: "custom", from: "yesterday", to: "2026-11-21T10:00Z" })).toEqual({
    asks: { to: "2026-11-21T10:00:00.000Z" },
    misread: ["from"],
  });
  expect(wrong({ from: "5" })).toEqual({ asks: {}, misread: ["from"] });
  // The last hour has no ends to give.
  expect(wrong({ time: "1h", to: "2026-11-21T10:00Z" })).toEqual({
    asks: { from: "2026-11-21T11:00:00.000Z" },
    misread: ["to"],
  });
});

test("a time that is told by its ends alone is between them", () => {
  const filters = { ...NONE, from: "2026-11-21T10:00Z" };
  expect(questionOf(filters, NOW)).toEqual({ from: "2026-11-21T10:00:00.000Z" });
  expect(misread(filters, understoodOf(filters))).toEqual([]);
});

test("a time that is named counts from when the page was opened", () => {
  expect(questionOf({ ...NONE, time: "24h", text: "AL-1" }, NOW)).toEqual({
    from: "2026-11-20T12:00:00.000Z",
    text: "AL-1",
  });
});

test("who looks for runs that wait finds those that go on while a person is needed, and no others that run", () => {
  const asks = { state: "approval", step: "Ask", asks: [], note: null } as const;
  const works = { state: "running", step: "Work", asks: [], note: null } as const;
  expect(isInStates(["waiting"], { state: "running", happening: [works, asks] })).toBe(true);
  expect(isInStates(["waiting"], { state: "running", happening: [works] })).toBe(false);
  expect(isInStates(["waiting"], { state: "done", happening: [] })).toBe(false);
  expect(isInStates(["failed", "done"], { state: "done", happening: [] })).toBe(true);
});
