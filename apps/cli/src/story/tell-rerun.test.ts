import { expect, test } from "vitest";
import { tellRerun } from "./tell-rerun.ts";

const named = (label: string) => ({ step: label, name: label, label });

test("before it starts, a rerun says what it takes over, what runs again and why, and what it does once more", () => {
  const told = tellRerun({
    run: "run_a",
    playbook: { id: "pb_a", name: "Triage" },
    from: "step",
    step: named("Each host"),
    askedFor: "Isolate",
    version: 4,
    ranVersion: 3,
    simulate: false,
    reused: [named("Look up")],
    again: [
      { ...named("Each host"), why: "chosen" },
      { ...named("Score"), why: "changed" },
    ],
    first: [named("Tell")],
    pinned: [named("Ask elsewhere")],
    byHand: null,
    gone: ["Old step"],
    effects: [
      { step: "isolate", label: "Isolate", effect: "write", times: 3, unknown: 1 },
      { step: "tell", label: "Tell", effect: "notify", times: 0, unknown: 0 },
      { step: "block", label: "Block", effect: "run", times: 1, unknown: 0 },
    ],
  });
  expect(told.split("\n")).toEqual([
    "Triage would run version 4; version 3 ran.",
    "Isolate stands in the loop Each host, which runs again as a whole.",
    "Taken over: Look up",
    "Runs again: Each host (chosen), Score (drawn otherwise now)",
    "May run for the first time: Tell",
    "Pinned, and not carried out: Ask elsewhere",
    "No longer there: Old step",
    "Writes: Isolate, done 3 times already; of one time nobody knows",
    "Tells somebody: Tell, not done so far",
    "Runs a playbook: Block, done once already",
  ]);
});
