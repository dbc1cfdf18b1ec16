/** Every text in a connector's secrets, and the parts of URLs that are secret by themselves. */
export function secretTexts(secrets: unknown): string[] {
  if (typeof secrets === "string") return [secrets, ...secretParts(secrets)];
  if (typeof secrets === "number" || typeof secrets === "bigint") return [String(secrets)];
  if (typeof secrets !== "object" || secrets === null) return [];
  return Object.values(secrets).flatMap(secretTexts);
}

/** An error message may quote a path or a password without the rest of its URL; a header, a token without its scheme. */
function secretParts(secret: string): string[] {
  const token = /^(?:Bearer|Basic|Token) +(\S+)$/i.exec(secret)?.[1];
  if (token !== undefined) return [token];
  if (!/^[a-z][a-z+]*:\/\//i.test(secret) || !URL.canParse(secret)) return [];
  const { pathname, search, password } = new URL(secret);
  const lastSegment = pathname.split("/").at(-1) ?? "";
  return [pathname.slice(1) + search, lastSegment, decodeURIComponent(password)].filter(
    (part) => part.length >= 8,
  );
}
