import type { Failure } from "../failure.ts";
import type { RetryPolicy } from "../plan.ts";

export function mayRetry(policy: RetryPolicy, attempt: number, failure: Failure): boolean {
  if (attempt >= policy.attempts) return false;
  return policy.on.length > 0 ? policy.on.includes(failure.code) : failure.retryable;
}

/** Milliseconds before the attempt after this one; no jitter, for the engine has no dice. */
export function backoff(policy: RetryPolicy, attempt: number): number {
  let delay = policy.initialDelayMs;
  for (let step = 1; step < attempt && delay < policy.maxDelayMs; step++) delay *= policy.factor;
  return Math.round(Math.min(delay, policy.maxDelayMs));
}
