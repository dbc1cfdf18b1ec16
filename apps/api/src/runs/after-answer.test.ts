import { expect, test } from "vitest";
import { afterAnswer } from "./after-answer.ts";

function plan(onFailure: "stop" | "continue" | "branch") {
  const step = { onFailure: "stop", reads: [] as string[] } as const;
  return {
    steps: [
      { ...step, id: "block", label: "Block the host", onFailure },
      { ...step, id: "tell", label: "Tell the team", reads: ["block"] },
      { ...step, id: "close", label: "Close the alert" },
      { ...step, id: "page", label: "Page somebody" },
    ],
    edges: [
      { id: "1", from: "block", port: "default", to: "tell" },
      { id: "2", from: "tell", port: "default", to: "close" },
      { id: "3", from: "block", port: "on_failure", to: "page" },
    ],
  };
}

test("counting as done leads on, and those who read its output are named", () => {
  expect(afterAnswer(plan("stop"), "block")).toEqual({
    done: ["Tell the team"],
    failed: null,
    readers: ["Tell the team"],
  });
  expect(afterAnswer(plan("stop"), "close")).toEqual({ done: [], failed: null, readers: [] });
  expect(afterAnswer(plan("stop"), "gone")).toBeNull();
});

test("counting as failed follows what is drawn for it", () => {
  expect(afterAnswer(plan("branch"), "block")?.failed).toEqual(["Page somebody"]);
  expect(afterAnswer(plan("continue"), "block")?.failed).toEqual(["Tell the team"]);
});
