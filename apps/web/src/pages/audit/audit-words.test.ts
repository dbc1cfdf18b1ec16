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
  expect(detailWords({ name: "Block host", version: 3, comment: "", secrets: ["key"] }, null)).toBe(
    'version: 3, secrets: ["key"]',
  );
  expect(detailWords(null, null)).toBe("");
});

test("a playbook is called by its name where the entry does not say it", () => {
  expect(targetWords("playbook:pb_7biCyjanoAS3P6B", { version: 3 }, "Block host")).toBe(
    "playbook Block host",
  );
  expect(targetWords("playbook:pb_1", { name: "As it was" }, "Block host")).toBe("playbook As it was");
  expect(targetWords("run:run_1", {}, "Block host")).toBe("run run_1");
  expect(detailWords({ playbook: "pb_1", of: "run_1" }, "Block host")).toBe(
    "playbook: Block host, of: run_1",
  );
});

test.each([
  ["connector:con_gnod7GX9TfDGpGv", { name: "chat" }, "connector chat"],
  ["alert:922637fb-d352", { shortId: "AL-1" }, "alert AL-1"],
  ["run:run_UZzy_3DgoOiOn", {}, "run run_UZzy_3Dg…"],
  ["token:tok_1", null, "token tok_1"],
  ["nothing", null, "nothing"],
])("%s with %j is told as %s", (target, details, words) => {
  expect(targetWords(target, details, null)).toBe(words);
});
