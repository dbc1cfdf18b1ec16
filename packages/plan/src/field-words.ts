const ACRONYMS = new Set([
  "api",
  "bcc",
  "cc",
  "dns",
  "hmac",
  "html",
  "http",
  "https",
  "id",
  "ip",
  "json",
  "sha",
  "smtp",
  "sql",
  "stix",
  "tls",
  "ttl",
  "uri",
  "url",
  "uuid",
  "xml",
]);

/** `action_uuid` → "Action UUID", `match[status_name]` → "Match status name", `toleranceSeconds` → "Tolerance seconds", `oneAtATime` → "One at a time". */
export function wordsOf(name: string): string {
  const words = name
    .replaceAll(/([a-z0-9])([A-Z])/g, "$1 $2")
    .replaceAll(/([A-Z])([A-Z][a-z])/g, "$1 $2")
    .split(/[\s_\-.[\]]+/)
    .filter(Boolean)
    .map((word) => (ACRONYMS.has(word.toLowerCase()) ? word.toUpperCase() : word.toLowerCase()));
  const [first = name, ...rest] = words;
  return [first.charAt(0).toUpperCase() + first.slice(1), ...rest].join(" ");
}
