import type { StepStory } from "./run-data.ts";

type Tried = Pick<StepStory, "mostAttempts"> & {
  readonly state: NonNullable<StepStory["record"]>["state"] | null;
  readonly failure: NonNullable<StepStory["record"]>["failure"];
  readonly attempts: readonly unknown[];
};

/** Why a failed step was not tried as often as it may be; null: it was, or there is nothing to explain. */
export function whyNoRetry({ state, failure, attempts, mostAttempts }: Tried): string | null {
  const left = (mostAttempts ?? 1) - attempts.length;
  if (state !== "failed" || failure === null || failure.retryable || attempts.length === 0 || left <= 0)
    return null;
  return `Not tried again, although the step may be tried ${mostAttempts} times: this error is not one that another try mends.`;
}
