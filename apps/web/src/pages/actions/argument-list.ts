interface Argument {
  readonly name: string;
  readonly type: string;
  readonly required: boolean;
  readonly description: string;
}

/** The arguments of an action from its JSON Schema, the needed ones first. */
export function argumentsOf(schema: unknown): readonly Argument[] {
  const { properties, required } = record(schema);
  const needed = Array.isArray(required) ? required : [];
  return Object.entries(record(properties))
    .map(([name, property]) => ({
      name,
      type: typeWords(property),
      required: needed.includes(name) && record(property)["default"] === undefined,
      description: textOf(record(property)["description"]),
    }))
    .toSorted((a, b) => Number(b.required) - Number(a.required));
}

/** "text", "list of text", "one of Low, High". */
export function typeWords(schema: unknown): string {
  const { type, enum: choices, items, anyOf, oneOf, const: only } = record(schema);
  if (Array.isArray(choices)) return `one of ${choices.map(String).join(", ")}`;
  if (only !== undefined) return JSON.stringify(only);
  const variants = Array.isArray(anyOf) ? anyOf : Array.isArray(oneOf) ? oneOf : null;
  if (variants !== null) return [...new Set(variants.map(typeWords))].join(" or ");
  if (type === "array") return items === undefined ? "list" : `list of ${typeWords(items)}`;
  const types = Array.isArray(type) ? type : [type];
  return types.map((each) => WORDS[String(each)] ?? "any value").join(" or ");
}

const WORDS: Readonly<Record<string, string>> = {
  string: "text",
  integer: "whole number",
  number: "number",
  boolean: "yes or no",
  object: "object",
  null: "nothing",
};

function textOf(value: unknown): string {
  return typeof value === "string" ? value : "";
}

function record(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null ? (value as Readonly<Record<string, unknown>>) : {};
}
