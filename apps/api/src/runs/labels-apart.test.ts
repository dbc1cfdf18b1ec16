import { expect, test } from "vitest";
import { labelsApart } from "./labels-apart.ts";

test("steps with the same title are told apart by their names, others keep their title", () => {
  const steps = [
    { name: "comment_alert", label: "Comment alert" },
    { name: "end", label: "End" },
    { name: "comment_alert_2", label: "Comment alert" },
  ];
  expect(steps.map(labelsApart(steps))).toEqual([
    "Comment alert (comment_alert)",
    "End",
    "Comment alert (comment_alert_2)",
  ]);
});
