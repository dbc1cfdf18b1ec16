import { expect, test } from "vitest";
import { complaintOf, saidOnce } from "./complaints.ts";

test.each([
  ['{"level":30,"msg":"fine"}', null],
  ['{"level":50,"msg":"no way"}', "no way"],
  ['{"level":"ERROR","msg":"oh"}', "oh"],
  [
    '{"level":"error","msg":"Failed.","error":"database or disk is full"}',
    "Failed: database or disk is full",
  ],
  ['{"level":50,"msg":"no","error":{"message":"m"}}', "no"],
  ['{"level":"error","msg":"Operation failed.","error":"context deadline exceeded"}', null],
  [
    '{"level":"error","msg":"service failures","error":"MultiOperation could not be executed: workflow operation can not be applied because workflow is closing"}',
    null,
  ],
  ['{"level":"error","msg":"service failures","error":"Workflow is busy."}', null],
  [
    '{"level":"error","msg":"service failures","error":"database or disk is full"}',
    "service failures: database or disk is full",
  ],
  [
    '{"level":50,"msg":"The call failed","error":"context deadline exceeded"}',
    "The call failed: context deadline exceeded",
  ],
  ["2026-01-01 UTC [12] FATAL:  no room", "no room"],
  ["2026-01-01 UTC [12] LOG:  ready", null],
  ["2026-01-01 UTC [12] FATAL:  the database system is starting up", null],
  ["2026-01-01 UTC [12] FATAL:  terminating connection due to administrator command", null],
  ["{not json", null],
])("%s → %s", (line, complaint) => {
  expect(complaintOf(line)).toBe(complaint);
});

test("the same complaint is said once a minute, and then how often it came", () => {
  const said: string[] = [];
  let now = 0;
  const complain = saidOnce(
    (text) => said.push(text),
    () => now,
  );
  for (let at = 0; at < 14; at++) complain("failed");
  complain("another");
  now = 60_000;
  complain("failed");
  complain("failed");
  expect(said).toEqual(["failed", "another", "failed (and 13 times before)"]);
});
