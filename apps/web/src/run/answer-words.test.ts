import { expect, test } from "vitest";
import { answerWords } from "./answer-words.ts";

const after = { done: ["Tell the team"], failed: null, readers: ["Tell the team"] };

test("what follows each answer", () => {
  const on = { after, over: null, isWrite: true };
  expect(answerWords("done", on)).toBe(
    "It counts as done. Next: Tell the team. Its output is empty: Tell the team will find nothing in it.",
  );
  expect(answerWords("failed", on)).toContain("The run fails there.");
  expect(answerWords("failed", { ...on, after: { ...after, failed: ["Page somebody"] } })).toContain(
    "Next: Page somebody.",
  );
  expect(answerWords("rerun", on)).toContain("it happens twice");
  expect(answerWords("rerun", { ...on, isWrite: false })).not.toContain("twice");
});

test("nothing follows where nothing is drawn, nor once the run, or the iteration, is over", () => {
  const last = { after: { done: [], failed: null, readers: [] }, over: null, isWrite: true };
  expect(answerWords("done", last)).toBe("It counts as done. No step follows it. Its output is empty.");
  expect(answerWords("done", { ...last, over: "run" })).toMatch(/^The run is over and stays as it is/);
  expect(answerWords("done", { ...last, over: "iteration" })).toMatch(/^Its iteration is over and stays/);
});
