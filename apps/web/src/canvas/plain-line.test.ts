import { expect, test } from "vitest";
import { plainLine } from "./plain-line.ts";

test("whom an approval asks is said as people say it", () => {
  const node = {
    id: "a",
    kind: "approval",
    name: "ask",
    approvers: ["user:ada@example.org", "role:analyst", "token:ci"],
  } as const;
  const known = { actions: new Map(), triggers: new Map() };
  expect(plainLine(node, known)).toBe("Asks ada@example.org, any analyst, token ci");
});

test("an action is unknown once it is known which there are", () => {
  const node = { id: "a", kind: "action", name: "send", action: "riposte.send_webhook" } as const;
  const triggers = new Map();
  expect(plainLine(node, { actions: new Map(), triggers })).toBe("");
  const other = { key: "riposte.comment_alert", name: "Comment alert", description: "Comments." };
  const actions = new Map([[other.key, other as never]]);
  expect(plainLine(node, { actions, triggers })).toBe("Unknown action riposte.send_webhook");
});
