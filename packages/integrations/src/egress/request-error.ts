import { ActionError } from "../action-error.ts";
import { isSafe } from "../http.ts";
import { UpstreamError } from "./ask-upstream.ts";
import type { Hop } from "./redirect.ts";

interface Circumstances {
  readonly hop: Hop;
  /** `host:port`: paths may hold secrets. */
  readonly place: string;
  readonly connected: boolean;
  readonly signal: AbortSignal;
}

const reasons: Readonly<Record<string, string>> = {
  ECONNREFUSED: "nothing listens there",
  ECONNRESET: "it closed the connection",
  EPIPE: "it closed the connection",
  UND_ERR_SOCKET: "it closed the connection",
  EHOSTUNREACH: "there is no route to it",
  ENETUNREACH: "there is no route to it",
  ETIMEDOUT: "it does not answer",
  UND_ERR_CONNECT_TIMEOUT: "it does not answer",
  UND_ERR_HEADERS_TIMEOUT: "it does not answer",
  UND_ERR_BODY_TIMEOUT: "it does not go on",
  UND_ERR_RES_CONTENT_LENGTH_MISMATCH: "it is shorter than announced",
  UND_ERR_HEADERS_OVERFLOW: "its headers are too large",
  CERT_HAS_EXPIRED: "its certificate has expired",
  DEPTH_ZERO_SELF_SIGNED_CERT: "its certificate is self-signed",
  SELF_SIGNED_CERT_IN_CHAIN: "its certificate is self-signed",
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: "nobody we trust vouches for its certificate",
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: "nobody we trust vouches for its certificate",
  ERR_TLS_CERT_ALTNAME_INVALID: "its certificate is for another name",
  EPROTO: "it does not speak TLS there",
};

/** Says what a request without an answer means: not sent, not answered, or nobody knows. */
export function explainRequestError(
  error: unknown,
  { hop, place, connected, signal }: Circumstances,
): ActionError {
  const reason = signal.aborted ? "time was up or the run was cancelled" : reasonOf(error);
  if (connected && !isSafe(hop.method)) {
    const message = `${place} was sent the request and gave no answer (${reason}): it may or may not have taken effect.`;
    return new ActionError("unknown_outcome", message, { unknown: true, cause: error });
  }
  if (signal.aborted) {
    if (signal.reason instanceof ActionError) return signal.reason;
    return new ActionError("timeout", `${place} did not answer in time.`, { retryable: true, cause: error });
  }
  const retryable = !codeOf(error).includes("CERT");
  return new ActionError("unavailable", `${place} cannot be reached: ${reason}.`, {
    retryable,
    cause: error,
  });
}

/** Says what it means that an answer to a safe request began and did not come whole. */
export function explainBodyError(
  error: unknown,
  { place, signal }: Pick<Circumstances, "place" | "signal">,
): ActionError {
  if (signal.aborted) {
    if (signal.reason instanceof ActionError) return signal.reason;
    const message = `${place} did not finish its answer in time.`;
    return new ActionError("timeout", message, { retryable: true, cause: error });
  }
  const message = `${place} broke off its answer: ${reasonOf(error)}.`;
  return new ActionError("unavailable", message, { retryable: true, cause: error });
}

function reasonOf(error: unknown): string {
  if (error instanceof UpstreamError) {
    const { place, status, cause } = error;
    return `the upstream proxy ${place} ${status === null ? `fails: ${reasonOf(cause)}` : `answered ${status}`}`;
  }
  const code = codeOf(error);
  return reasons[code] ?? (code === "" ? "the connection failed" : `the connection failed with ${code}`);
}

function codeOf(error: unknown): string {
  if (!(error instanceof Error)) return "";
  if ("code" in error && typeof error.code === "string") return error.code;
  if (error instanceof AggregateError && error.errors.length > 0) return codeOf(error.errors[0]);
  return codeOf(error.cause);
}
