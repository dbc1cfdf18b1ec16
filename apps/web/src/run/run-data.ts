import type { inferOutput } from "@trpc/tanstack-react-query";
import type { trpc } from "../api/trpc.ts";

/** What the API says of runs, as pages hold it. */
export type RunOutline = inferOutput<typeof trpc.runs.outline>;
export type StepOutline = RunOutline["steps"][number];
export type RunSummary = RunOutline["run"];
/** A run as the list of runs shows it: it says what it does, besides. */
export type ListedRun = inferOutput<typeof trpc.runs.list>["runs"][number];
export type RunState = RunSummary["state"];
export type StepStory = inferOutput<typeof trpc.runs.step>;
export type ShownValue = NonNullable<NonNullable<StepStory["record"]>["input"]>;
export type Failure = NonNullable<StepOutline["failure"]>;

/** What one event of `runs.live` brings. */
export interface RunNews {
  readonly run: RunSummary;
  readonly steps: readonly StepOutline[];
  /** Null where another event follows at once. */
  readonly counts: RunOutline["counts"] | null;
}

export function stepKey({ step, scope }: Pick<StepOutline, "step" | "scope">): string {
  return scope === "" ? step : `${step} ${scope}`;
}
