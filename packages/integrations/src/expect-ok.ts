import { cutText } from "@riposte/plan/cut-text";
import { ActionError } from "./action-error.ts";
import { isSafe } from "./http.ts";
import type { HttpAnswer } from "./http.ts";
import { afterRedirect } from "./redirected-order.ts";

/**
 * The answer, if its status says that it went well.
 * @param redact Of the context: a part of the body becomes the message.
 * @throws ActionError that says whether a retry can help.
 */
export function expectOk(answer: HttpAnswer, redact: (text: string) => string): HttpAnswer {
  if (answer.status >= 200 && answer.status < 300) return answer;
  const error = errorOf(answer, redact);
  throw answer.order === undefined ? error : afterRedirect(error, answer.order);
}

function errorOf(answer: HttpAnswer, redact: (text: string) => string): ActionError {
  const { status } = answer;
  const said = `${new URL(answer.url).host} answered ${status}${excerpt(redact(answer.body))}`;
  if (status === 504 && !isSafe(answer.method)) {
    return new ActionError("unknown_outcome", `${said}: it may or may not have taken effect.`, {
      unknown: true,
    });
  }
  if (status === 408 || status === 425 || status === 429 || status >= 500) {
    const waitMs = retryAfter(answer.headers["retry-after"]);
    const message = waitMs === undefined ? `${said}.` : `${said}. It asks to wait ${waitMs / 1_000} s.`;
    return new ActionError("unavailable", message, { retryable: true, waitMs });
  }
  return new ActionError(status === 404 || status === 410 ? "not_found" : "rejected", `${said}.`);
}

/** Seconds, or a date (RFC 9110, 10.2.3); in milliseconds from now. */
function retryAfter(header: string | undefined): number | undefined {
  if (header === undefined) return undefined;
  const text = header.trim();
  const ms = /^\d+$/u.test(text) ? Number(text) * 1_000 : Date.parse(text) - Date.now();
  return Number.isFinite(ms) && ms > 0 ? Math.ceil(ms / 1_000) * 1_000 : undefined;
}

/** @param body Redacted: half a secret, or one on a single line, would not be recognised any more. */
function excerpt(body: string): string {
  const text = body.replace(/\s+/g, " ").trim();
  if (text === "") return "";
  return text.length > 300 ? `: ${cutText(text, 300)}…` : `: ${text}`;
}
