import { expect, test } from "vitest";
import { whoMustAct } from "./needs-people.ts";

test("it says what to do about each, in which run and iteration, and how to go on waiting", () => {
  const words = whoMustAct("run_1", {
    asked: [
      { run: "run_1", name: "lock", label: "Lock it", scope: "", state: "unknown" },
      { run: "run_2", name: "ask", label: "Ask", scope: "each[1]", state: "approval" },
      { run: "run_1", name: "send", label: "Send", scope: "", state: "undecided" },
    ],
    paused: [],
  });
  expect(words.split("\n")).toEqual([
    'Nobody knows what became of Lock it: look on the other side, then riposte resolve run_1 --step lock --as done|failed|rerun --reason "…".',
    "Ask waits for a decision: riposte approve run_2 --step ask --scope 'each[1]', or reject.",
    'Send failed and asks what becomes of that: riposte choose run_1 --step send --as retry|skip|fail --reason "…".',
    "The run is not over: riposte watch run_1 follows it on, run --keep-waiting waits for people too.",
  ]);
});

test("a paused run is resumed, and one that it called under its own name", () => {
  const words = whoMustAct("run_1", { asked: [], paused: ["run_1", "run_2"] });
  expect(words).toContain("The run is paused: riposte resume run_1 lets it go on.");
  expect(words).toContain("Run run_2, which it called, is paused: riposte resume run_2 lets it go on.");
});
