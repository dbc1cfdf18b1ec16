import { isStanding } from "@riposte/plan/standing";
import type { RunSummary, StepOutline } from "./run-data.ts";
import type { StepLine } from "./step-lines.ts";

/** What somebody comes for who opens a run: first what asks a person, then what failed, then what is at work. */
const WANTED: readonly StepOutline["state"][] = [
  "unknown",
  "undecided",
  "approval",
  "failed",
  "running",
  "turn",
  "waiting",
];

/** The line that a run opens at; null where nothing stands out, as all went well. */
export function openingLine(
  lines: readonly StepLine[],
  { state, failedStep }: Pick<RunSummary, "state" | "failedStep">,
): StepLine | null {
  if (state === "done") return null;
  const culprit = lines.findLast(({ step, record }) => step === failedStep && record?.state === "failed");
  if (culprit !== undefined) return culprit;
  const standing = lines.findLast(({ record }) => record !== null && isStanding(record));
  if (standing !== undefined) return standing;
  for (const wanted of WANTED) {
    const line = lines.findLast(({ record }) => record?.state === wanted);
    if (line !== undefined) return line;
  }
  return null;
}
