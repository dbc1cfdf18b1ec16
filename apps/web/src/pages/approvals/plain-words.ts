import { harmlessText } from "@riposte/plan";

/** A text as it is, without quotes; anything else as JSON, with room to breathe. */
export function plainJson(json: string): string {
  if (!json.startsWith('"')) return harmlessText(json);
  const text: unknown = JSON.parse(json);
  return harmlessText(typeof text === "string" ? text : json);
}

/** `alert:AL-1`, `mail:jane@example.com` → "the alert AL-1, the mail jane@example.com". */
export function concernWords(targets: readonly string[]): string {
  return targets.map((target) => harmlessText(target).replace(/^(\w+):/, "the $1 ")).join(", ");
}
