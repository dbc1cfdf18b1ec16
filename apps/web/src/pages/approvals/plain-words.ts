import { harmlessText } from "@riposte/plan/harmless-text";

/** A text as it is, without quotes, and several of them one after the other; anything else as JSON. */
export function plainJson(json: string): string {
  if (!/^["[]/.test(json)) return harmlessText(json);
  const value: unknown = JSON.parse(json);
  const texts = Array.isArray(value) ? (value as unknown[]) : [value];
  const isPlain = texts.length > 0 && texts.every((each) => typeof each === "string" && each !== "");
  return harmlessText(isPlain ? texts.join(", ") : typeof value === "string" ? value : json);
}
