import type { HttpAnswer, HttpMethod } from "../http.ts";

/** One request of a chain; headers have lower-case names. */
export interface Hop {
  readonly method: HttpMethod;
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | undefined;
}

const REDIRECTS = new Set([301, 302, 303, 307, 308]);

/** Any other header may be a credential: it stays with the origin it was meant for. */
const KEPT_ACROSS_ORIGINS = new Set(["accept", "accept-language", "content-type", "user-agent"]);

/** The request that a redirect asks for, by the rules of fetch; null when the answer is the end. */
export function nextHop(hop: Hop, answer: HttpAnswer): Hop | null {
  const location = answer.headers["location"];
  if (!REDIRECTS.has(answer.status) || location === undefined || !URL.canParse(location, hop.url))
    return null;
  const from = new URL(hop.url);
  const to = new URL(location, hop.url);
  if (from.protocol === "https:" && to.protocol !== "https:") return null;

  const becomesGet =
    (answer.status === 303 && hop.method !== "HEAD") ||
    ((answer.status === 301 || answer.status === 302) && hop.method === "POST");
  const keeps = (name: string) =>
    (from.origin === to.origin || KEPT_ACROSS_ORIGINS.has(name)) &&
    !(becomesGet && name.startsWith("content-"));
  return {
    method: becomesGet ? "GET" : hop.method,
    url: to.href,
    headers: Object.fromEntries(Object.entries(hop.headers).filter(([name]) => keeps(name))),
    body: becomesGet ? undefined : hop.body,
  };
}
