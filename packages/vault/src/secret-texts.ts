// The Python worker does the same for scripts; packages/vault/vectors hold both to it.

/** Shorter parts are likely to stand in a text by chance. */
const SHORTEST_PART = 8;
const SCHEME = /^(Bearer|Basic|Token|ApiKey|Key|SSWS|Splunk|GenieKey) +(\S.*)$/i;
const URL_SCHEME = /^[a-z][a-z+]*:\/\//i;

/** Every text in a connector's secrets, and the parts of headers and URLs that are secret by themselves. */
export function secretTexts(secrets: unknown): string[] {
  if (typeof secrets === "string") return [secrets, ...secretParts(secrets)];
  if (typeof secrets === "number" || typeof secrets === "bigint") return [String(secrets)];
  if (typeof secrets !== "object" || secrets === null) return [];
  return Object.values(secrets).flatMap(secretTexts);
}

/** An error may quote a path or a password without the rest of its URL; a header, a token without its scheme. */
function secretParts(secret: string): string[] {
  const [, scheme, token] = SCHEME.exec(secret) ?? [];
  if (scheme !== undefined && token !== undefined) {
    return scheme.toLowerCase() === "basic" ? [token, ...pairOf(token)] : [token];
  }
  if (!URL_SCHEME.test(secret) || !URL.canParse(secret)) return [];
  const { pathname, search, password } = new URL(secret);
  const lastSegment = pathname.split("/").at(-1) ?? "";
  return [pathname.slice(1) + search, lastSegment, decodeURIComponent(password)].filter(isLong);
}

/** `user:password`, and the password. */
function pairOf(token: string): string[] {
  const pair = Buffer.from(token, "base64").toString("utf8");
  const colon = pair.indexOf(":");
  return colon === -1 ? [] : [pair, pair.slice(colon + 1)].filter(isLong);
}

function isLong(part: string): boolean {
  return part.length >= SHORTEST_PART;
}
