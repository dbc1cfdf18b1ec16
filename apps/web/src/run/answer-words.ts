import type { StepStory } from "./run-data.ts";

export type Answer = "done" | "failed" | "rerun";

type After = StepStory["afterAnswer"];

/** The same words wherever somebody says what became of a step. */
export const ANSWERS: Readonly<Record<Answer, string>> = {
  done: "It happened",
  failed: "It failed",
  rerun: "Try again",
};

const OVER = {
  run: "The run is over and stays as it is: what you found is recorded.",
  iteration: "Its iteration is over and stays as it is: what you found is recorded.",
} as const;

/** What follows an answer: said before it is given. */
export function answerWords(
  answer: Answer,
  {
    after,
    over,
    isWrite,
  }: { readonly after: After; readonly over: keyof typeof OVER | null; readonly isWrite: boolean },
): string {
  if (over !== null) return OVER[over];
  if (answer === "done") return `It counts as done. ${nextWords(after?.done ?? null)} ${outputWords(after)}`;
  if (answer === "failed")
    return `It did not happen, and shall not: it counts as failed. ${failedWords(after)}`;
  const twice = isWrite ? " If it did happen after all, it happens twice." : "";
  return `It did not happen, and shall. The step is called once more.${twice}`;
}

function nextWords(labels: readonly string[] | null): string {
  if (labels === null) return "The run goes on.";
  return labels.length === 0 ? "No step follows it." : `Next: ${labels.join(", ")}.`;
}

function failedWords(after: After): string {
  if (after === null) return "The run goes on as the playbook says for that.";
  if (after.failed === null) return "The run fails there.";
  return nextWords(after.failed);
}

function outputWords(after: After): string {
  const readers = after?.readers ?? [];
  if (readers.length === 0) return "Its output is empty.";
  return `Its output is empty: ${readers.join(", ")} will find nothing in it.`;
}
