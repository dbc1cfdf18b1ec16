import { expect, test } from "vitest";
import { detailWords, targetPlace, targetWords } from "./audit-words.ts";

test("what has a page is linked to it", () => {
  expect(targetPlace("playbook:pb_1")).toBe("/playbooks/pb_1");
  expect(targetPlace("run:run_1")).toBe("/runs/run_1");
  expect(targetPlace("alert:a/../b")).toBe("/alerts/a%2F..%2Fb");
  expect(targetPlace("token:tok_1")).toBeNull();
  expect(targetPlace("nothing")).toBeNull();
});

test("details are told in a line", () => {
  expect(detailWords({ name: "Block host", version: 3, comment: "", secrets: ["key"] })).toBe(
    'version: 3, secrets: ["key"]',
  );
  expect(detailWords(null)).toBe("");
});

test.each([
  ["connector:con_gnod7GX9TfDGpGv", { name: "chat" }, "connector chat"],
  ["alert:922637fb-d352", { shortId: "AL-1" }, "alert AL-1"],
  ["run:run_UZzy_3DgoOiOn", {}, "run run_UZzy_3Dg…"],
  ["token:tok_1", null, "token tok_1"],
  ["nothing", null, "nothing"],
])("%s with %j is told as %s", (target, details, words) => {
  expect(targetWords(target, details)).toBe(words);
});
