import { expect, test } from "vitest";
import { failuresOnceApproved } from "./why-it-fails.ts";

type Approval = Parameters<typeof failuresOnceApproved>[0];

const step = (label: string, more: object) => ({
  label,
  onlyIf: [],
  arguments: [],
  concerns: [],
  refused: null,
  ...more,
});
const approval = (approved: readonly object[], call: object | null = null) =>
  ({ call, stepLabel: "Block it", concerned: [], following: { approved } }) as unknown as Approval;

test("before one approves it is said which step will fail, at which field and why", () => {
  const steps = [
    step("Set status", { arguments: [{ name: "status", faults: ["There is no filter nope."] }] }),
    step("Tell them", { refused: '"To" is empty.' }),
    step("Note it", {}),
    step("Only perhaps", { onlyIf: ["Note it fails"], refused: '"To" is empty.' }),
  ];
  expect(failuresOnceApproved(approval(steps))).toEqual([
    'Approved, the step "Set status" will fail: The field "Status" cannot be filled in: There is no filter nope.',
    'Approved, the step "Tell them" will fail: "To" is empty.',
  ]);
  expect(failuresOnceApproved(approval([], { concerns: [], refused: '"To" is empty.' }))).toEqual([
    'Approved, the step "Block it" will fail: "To" is empty.',
  ]);
});
