import type { JsonValue } from "@riposte/plan";

/** Where templates find what steps gave, and what was set. */
type Root = "steps" | "vars";

/** The value with every `steps.<old>` that stands in a template, or in an expression, as `steps.<new>`; or `vars`. */
export function renameReferences(
  value: JsonValue,
  renames: ReadonlyMap<string, string>,
  root: Root = "steps",
): JsonValue {
  if (renames.size === 0) return value;
  return rewrite(value, { renames, root }, false);
}

interface Renaming {
  readonly renames: ReadonlyMap<string, string>;
  readonly root: Root;
}

const REFERENCES: Readonly<Record<Root, RegExp>> = { steps: reference("steps"), vars: reference("vars") };

function reference(root: Root): RegExp {
  const name = "([a-z_][a-z0-9_]*)";
  return new RegExp(String.raw`(?<![\w.])${root}(?:\.${name}|\[\s*(["'])${name}\2\s*\])`, "g");
}

/** Fields that hold an expression without braces. */
const EXPRESSIONS = new Set(["when", "condition", "runIf"]);

function rewrite(value: JsonValue, how: Renaming, isExpression: boolean): JsonValue {
  if (typeof value === "string") return isExpression || /\{\{|\{%/.test(value) ? renamed(value, how) : value;
  if (Array.isArray(value)) return value.map((item: JsonValue) => rewrite(item, how, isExpression));
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => [key, rewrite(inner, how, EXPRESSIONS.has(key))]),
  );
}

function renamed(text: string, { renames, root }: Renaming): string {
  return text.replaceAll(
    REFERENCES[root],
    (whole, dotted: string | undefined, quote: string | undefined, indexed: string | undefined) => {
      const to = renames.get(dotted ?? indexed ?? "");
      if (to === undefined) return whole;
      return dotted === undefined ? `${root}[${quote}${to}${quote}]` : `${root}.${to}`;
    },
  );
}
