import type { Failure } from "../failure.ts";
import type { RetryPolicy } from "../plan.ts";

export function mayRetry(policy: RetryPolicy, attempt: number, failure: Failure): boolean {
  if (attempt >= policy.attempts) return false;
  return policy.on.length > 0 ? policy.on.includes(failure.code) : failure.retryable;
}

/** Who asks to wait longer is not waited for: the next attempt asks anew. */
const LONGEST_WAIT_MS = 3_600_000;

/** Milliseconds before the attempt after this one: as the policy says, and at least as long as the other side asks for. */
export function delayAfter(policy: RetryPolicy, attempt: number, { waitMs = 0 }: Failure): number {
  return Math.max(backoff(policy, attempt), Math.min(waitMs, LONGEST_WAIT_MS));
}

/** No jitter, for the engine has no dice. */
function backoff(policy: RetryPolicy, attempt: number): number {
  let delay = policy.initialDelayMs;
  for (let step = 1; step < attempt && delay < policy.maxDelayMs; step++) delay *= policy.factor;
  return Math.round(Math.min(delay, policy.maxDelayMs));
}
