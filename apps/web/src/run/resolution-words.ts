import { actorWords } from "@riposte/plan/actor-words";
import type { StepStory } from "./run-data.ts";

export type Resolution = NonNullable<StepStory["resolution"]>;

const SAID: Readonly<Record<Resolution["outcome"], string>> = {
  done: "said that it happened: it counts as done",
  failed: "said that it failed: it counts as failed",
  rerun: "had it tried again",
};

/** What is over stays as it is. */
const NOTED: typeof SAID = {
  done: "said that it happened: noted, the run was over",
  failed: "said that it did not happen: noted, the run was over",
  rerun: SAID.rerun,
};

const NOTED_LATER: typeof SAID = {
  done: "said that it happened: noted, its iteration was over",
  failed: "said that it did not happen: noted, its iteration was over",
  rerun: SAID.rerun,
};

/** "ada@example.com said that it happened: it counts as done". */
export function resolutionWords({
  by,
  outcome,
  wasRunOver,
  wasIterationOver,
}: Pick<Resolution, "by" | "outcome" | "wasRunOver" | "wasIterationOver">): string {
  const words = wasRunOver ? NOTED : wasIterationOver ? NOTED_LATER : SAID;
  return `${actorWords(by)} ${words[outcome]}`;
}

/** Whether anybody is still asked what became of a step; the end of its run does not answer that. */
export function questionOf({ record, isUnresolved }: QuestionedStep): "open" | "answered" {
  return record?.state === "unknown" && isUnresolved ? "open" : "answered";
}

/** What has ended of where a step stands. */
export function overOf({
  isRunOver,
  isIterationOver,
}: Pick<StepStory, "isRunOver" | "isIterationOver">): "run" | "iteration" | null {
  if (isRunOver) return "run";
  return isIterationOver ? "iteration" : null;
}

type QuestionedStep = Pick<StepStory, "record" | "isUnresolved">;
