import { ActionError } from "./action-error.ts";
import { isSafe } from "./http.ts";
import type { HttpAnswer } from "./http.ts";

/** The answer, if its status says that it went well. @throws ActionError that says whether a retry can help. */
export function expectOk(answer: HttpAnswer): HttpAnswer {
  const { status } = answer;
  if (status >= 200 && status < 300) return answer;
  const said = `${new URL(answer.url).host} answered ${status}${excerpt(answer.body)}`;
  if (status === 504 && !isSafe(answer.method)) {
    throw new ActionError("unknown_outcome", `${said}: it may or may not have taken effect.`, {
      unknown: true,
    });
  }
  if (status === 408 || status === 425 || status === 429 || status >= 500) {
    const wait = answer.headers["retry-after"];
    const message = wait === undefined ? `${said}.` : `${said}. It asks to wait ${wait}.`;
    throw new ActionError("unavailable", message, { retryable: true });
  }
  throw new ActionError(status === 404 || status === 410 ? "not_found" : "rejected", `${said}.`);
}

function excerpt(body: string): string {
  const text = body.replace(/\s+/g, " ").trim();
  if (text === "") return "";
  return text.length > 300 ? `: ${text.slice(0, 300)}…` : `: ${text}`;
}
