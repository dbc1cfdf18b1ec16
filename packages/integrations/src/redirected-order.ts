import { ActionError } from "./action-error.ts";
import type { RedirectedOrder } from "./http.ts";

/**
 * What an error means after an order that was answered with a redirect: the order must not go out again, so
 * nothing can be retried. What a later try might have settled stays unknown; a clear no is a failure.
 */
export function afterRedirect(
  error: ActionError,
  { method, host, status }: RedirectedOrder,
  { aborted = false } = {},
): ActionError {
  const told = `${host} answered the ${method} with a redirect (${status}) whose target failed: ${error.message}`;
  if (error.retryable || error.unknown || aborted) {
    const message = `${told} The ${method} may or may not have taken effect.`;
    return new ActionError("unknown_outcome", message, { unknown: true, cause: error });
  }
  return new ActionError(error.code, told, { cause: error });
}
