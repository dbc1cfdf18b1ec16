import { actorWords } from "@riposte/plan/actor-words";
import type { StepStory } from "./run-data.ts";

export type Resolution = NonNullable<StepStory["resolution"]>;

const SAID: Readonly<Record<Resolution["outcome"], string>> = {
  done: "said that it happened: it counts as done",
  failed: "said that it failed: it counts as failed",
  rerun: "had it tried again",
};

/** "ada@example.com said that it happened: it counts as done". */
export function resolutionWords({ by, outcome }: Pick<Resolution, "by" | "outcome">): string {
  return `${actorWords(by)} ${SAID[outcome]}`;
}

/** Whether anybody is still asked what became of a step; the end of its run does not answer that. */
export function questionOf({ record, isUnresolved }: QuestionedStep): "open" | "answered" {
  return record?.state === "unknown" && isUnresolved ? "open" : "answered";
}

type QuestionedStep = Pick<StepStory, "record" | "isUnresolved">;
