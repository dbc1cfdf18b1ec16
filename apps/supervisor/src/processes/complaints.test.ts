import { expect, test } from "vitest";
import { complaintOf } from "./complaints.ts";

test.each([
  ['{"level":30,"msg":"fine"}', null],
  ['{"level":50,"msg":"no way"}', "no way"],
  ['{"level":"ERROR","msg":"oh"}', "oh"],
  ["2026-01-01 UTC [12] FATAL:  no room", "no room"],
  ["2026-01-01 UTC [12] LOG:  ready", null],
  ["2026-01-01 UTC [12] FATAL:  the database system is starting up", null],
  ["{not json", null],
])("%s → %s", (line, complaint) => {
  expect(complaintOf(line)).toBe(complaint);
});
