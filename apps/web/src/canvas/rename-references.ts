import type { JsonValue } from "@riposte/plan";

/** The value with every `steps.<old>` that stands in a template, or in an expression, as `steps.<new>`. */
export function renameReferences(value: JsonValue, renames: ReadonlyMap<string, string>): JsonValue {
  if (renames.size === 0) return value;
  return rewrite(value, renames, false);
}

const REFERENCE = /(?<![\w.])steps(?:\.([a-z_][a-z0-9_]*)|\[\s*(["'])([a-z_][a-z0-9_]*)\2\s*\])/g;

function rewrite(value: JsonValue, renames: ReadonlyMap<string, string>, isExpression: boolean): JsonValue {
  if (typeof value === "string")
    return isExpression || /\{\{|\{%/.test(value) ? renamed(value, renames) : value;
  if (Array.isArray(value)) return value.map((item: JsonValue) => rewrite(item, renames, isExpression));
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => [key, rewrite(inner, renames, key === "when")]),
  );
}

function renamed(text: string, renames: ReadonlyMap<string, string>): string {
  return text.replaceAll(
    REFERENCE,
    (whole, dotted: string | undefined, quote: string | undefined, indexed: string | undefined) => {
      const to = renames.get(dotted ?? indexed ?? "");
      if (to === undefined) return whole;
      return dotted === undefined ? `steps[${quote}${to}${quote}]` : `steps.${to}`;
    },
  );
}
