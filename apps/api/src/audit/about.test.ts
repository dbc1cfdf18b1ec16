import { expect, test } from "vitest";
import { refsOf } from "./about.ts";

test("by its target, else by what is told of it", () => {
  const none = { playbook: null, run: null, step: null };
  expect(refsOf({ target: "playbook:pb_1", details: {} })).toEqual({ ...none, playbook: "pb_1" });
  expect(refsOf({ target: "run:run_1", details: { playbook: "pb_2" } })).toEqual({
    ...none,
    playbook: "pb_2",
    run: "run_1",
  });
  expect(refsOf({ target: "approval:apr_1", details: { run: "run_2", step: "ask" } })).toEqual({
    ...none,
    run: "run_2",
    step: "ask",
  });
  expect(refsOf({ target: "token:tok_1", details: null })).toEqual(none);
});
