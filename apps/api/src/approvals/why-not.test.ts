import type { ApprovalRow } from "@riposte/db";
import { expect, test } from "vitest";
import type { Actor } from "../context.ts";
import { whyNot } from "./why-not.ts";

const max = { kind: "person", name: "max@example.org", role: "viewer" } as Actor;
const asking = (...approvers: string[]) =>
  ({
    outcome: null,
    keptOutcome: null,
    expiresAt: null,
    request: JSON.stringify({ approvers }),
  }) as ApprovalRow;

test("who has not the role that is asked reads which one it takes, and which one they have", () => {
  expect(whyNot(max, asking("role:admin", "role:analyst"))).toEqual({
    kind: "forbidden",
    message:
      "max@example.org is not among the approvers: any admin, any analyst or above. It takes the role analyst; your role is viewer.",
  });
  expect(whyNot({ ...max, role: "author" }, asking("role:analyst"))).toBeNull();
});

test("where people are asked and no role, no role would do", () => {
  expect(whyNot(max, asking("user:mia@example.org"))?.message).toBe(
    "max@example.org is not among the approvers: mia@example.org.",
  );
});
