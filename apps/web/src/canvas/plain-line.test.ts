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
