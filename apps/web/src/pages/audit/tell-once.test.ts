import { expect, test } from "vitest";
import { tellOnce } from "./tell-once.ts";

function entry(seq: number, actor: string, details: object) {
  return { seq, actor, action: "approvals.decide", target: "approval:apr_1", details };
}

test("a decision that was refused is told once, with the reason; others are all told", () => {
  const approve = { step: "ask", decision: "approve" };
  const entries = [
    entry(5, "user:b", { ...approve, refused: "It was decided before." }),
    entry(4, "user:b", approve),
    entry(3, "user:a", approve),
    entry(2, "user:b", { ...approve, decision: "reject" }),
    entry(1, "user:b", approve),
  ];
  expect(tellOnce(entries).map(({ seq }) => seq)).toEqual([5, 3, 2, 1]);
});
