import { expect, test } from "vitest";
import { actorWords, detailWords, targetPlace } from "./audit-words.ts";

test.each([
  ["user:ana@example.com", "ana@example.com"],
  ["token:ci:deploy", "Token ci:deploy"],
  ["system", "Riposte"],
  ["somebody", "somebody"],
])("%s is %s", (actor, words) => {
  expect(actorWords(actor)).toBe(words);
});

test("what has a page is linked to it", () => {
  expect(targetPlace("playbook:pb_1")).toEqual({ to: "/playbooks/pb_1", label: "pb_1" });
  expect(targetPlace("run:run_1")?.to).toBe("/runs/run_1");
  expect(targetPlace("alert:a/../b")?.to).toBe("/alerts/a%2F..%2Fb");
  expect(targetPlace("token:tok_1")).toBeNull();
  expect(targetPlace("nothing")).toBeNull();
});

test("details are told in a line", () => {
  expect(detailWords({ name: "Block host", version: 3, secrets: ["key"] })).toBe(
    'name: Block host, version: 3, secrets: ["key"]',
  );
  expect(detailWords(null)).toBe("");
});
