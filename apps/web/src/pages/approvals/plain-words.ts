import { harmlessText } from "@riposte/plan/harmless-text";

/** A text as it is, without quotes; anything else as JSON, with room to breathe. */
export function plainJson(json: string): string {
  if (!json.startsWith('"')) return harmlessText(json);
  const text: unknown = JSON.parse(json);
  return harmlessText(typeof text === "string" ? text : json);
}
