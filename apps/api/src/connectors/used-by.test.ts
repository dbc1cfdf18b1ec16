import { expect, test } from "vitest";
import { usedBy } from "./used-by.ts";

const use = (ref: string, playbook: string, version: number | null, step: string) => ({
  ref,
  playbook: { id: `pb_${playbook}`, name: playbook },
  version,
  step: { id: step, name: step, label: null },
});

test("draft and version of a playbook are one user, with all their steps", () => {
  const uses = [
    use("chat", "A", null, "tell"),
    use("chat", "A", 3, "tell"),
    use("chat", "A", 3, "tell again"),
    use("chat", "B", null, "tell"),
    use("mail", "C", 1, "send"),
  ];
  expect(usedBy("chat", uses)).toEqual([
    {
      id: "pb_A",
      name: "A",
      version: 3,
      draft: true,
      steps: [
        { id: "tell", name: "tell" },
        { id: "tell again", name: "tell again" },
      ],
    },
    { id: "pb_B", name: "B", version: null, draft: true, steps: [{ id: "tell", name: "tell" }] },
  ]);
  expect(usedBy("nobody's", uses)).toEqual([]);
});
