import { isDictMethod } from "@riposte/template";

export type Key = string | number;

/** One step further, as templates write it: `.title`, `[0]`, `['x-y']`. */
export function stepTo(key: Key): string {
  if (typeof key === "number") return `[${key}]`;
  return needsBrackets(key) ? `[${quoted(key)}]` : `.${key}`;
}

/** `["steps", "get_alert", "x-y"]` → `steps.get_alert['x-y']` */
export function pathText([root, ...keys]: readonly Key[]): string {
  return `${root ?? ""}${keys.map(stepTo).join("")}`;
}

/** What is no name, and what a dict has a method for: `.items` would be the method. */
export function needsBrackets(key: string): boolean {
  return !/^[A-Za-z_][A-Za-z0-9_]*$/.test(key) || isDictMethod(key);
}

/** In single quotes, which JSON text leaves as they are. */
export function quoted(key: string): string {
  const escaped = key
    .replaceAll("\\", "\\\\")
    .replaceAll("'", String.raw`\'`)
    .replaceAll("\n", String.raw`\n`)
    .replaceAll("\r", String.raw`\r`);
  return `'${escaped}'`;
}
