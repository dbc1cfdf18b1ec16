import { dataOf } from "@riposte/plan";
import type { JsonValue } from "@riposte/plan";
import { isTemplate, parse } from "@riposte/template";
import { literalOf } from "./literal-text.ts";

/** What a switch asks of each case, as conditions; null where one of the values is put together from several. */
export function switchConditions(
  value: JsonValue | undefined,
  cases: readonly (JsonValue | undefined)[],
): readonly string[] | null {
  const asked = expressionOf(value);
  const others = cases.map(expressionOf);
  if (asked === null || others.includes(null)) return null;
  return others.map((other) => `(${asked}) == (${other})`);
}

function expressionOf(value: JsonValue | undefined): string | null {
  if (value === undefined) return null;
  if (!holdsTemplate(value)) return literalOf(dataOf(value));
  if (typeof value !== "string") return null;
  try {
    if (parse(value).single === null) return null;
  } catch {
    return null;
  }
  return /^\{\{[-+]?(?<inner>.*?)-?\}\}$/s.exec(value)?.groups?.["inner"]?.trim() ?? null;
}

function holdsTemplate(value: JsonValue): boolean {
  if (typeof value === "string") return isTemplate(value);
  return typeof value === "object" && value !== null && Object.values(value).some(holdsTemplate);
}
