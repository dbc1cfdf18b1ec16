/** One field of a form, from a JSON Schema of an object with flat properties. */
export interface SchemaField {
  readonly key: string;
  readonly label: string;
  readonly help: string | null;
  readonly required: boolean;
  readonly kind: "text" | "number" | "boolean" | "choice";
  readonly choices: readonly string[];
  /** What counts where nothing is given. */
  readonly fallback: string | null;
}

type Json = unknown;

/** The required ones first, otherwise as the schema has them. */
export function fieldsOf(schema: Json): readonly SchemaField[] {
  const { properties, required } = record(schema);
  const needed = new Set(Array.isArray(required) ? required : []);
  const fields = Object.entries(record(properties)).map(([key, property]) => {
    const { description, default: fallback } = record(property);
    return {
      key,
      label: labelOf(key),
      help: typeof description === "string" ? description : null,
      // A schema of what is given lists those with a default too.
      required: needed.has(key) && fallback === undefined,
      ...kindOf(property),
      fallback: wordOf(fallback),
    };
  });
  return fields.toSorted((a, b) => Number(b.required) - Number(a.required));
}

function kindOf(property: Json): Pick<SchemaField, "kind" | "choices"> {
  const { type, enum: choices } = record(property);
  if (Array.isArray(choices)) return { kind: "choice", choices: choices.map(String) };
  if (type === "boolean") return { kind: "boolean", choices: [] };
  return { kind: type === "number" || type === "integer" ? "number" : "text", choices: [] };
}

/** "hook_url" is "Hook URL". */
export function labelOf(key: string): string {
  const words = key.replace(/[_-]+/g, " ").replace(/([a-z])([A-Z])/g, "$1 $2");
  const text = words
    .toLowerCase()
    .replace(/\b(url|id|api|http|tls|smtp|ip|dns)\b/g, (word) => word.toUpperCase());
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** What was typed as the schema wants it; undefined where nothing was. */
export function valueOf({ kind }: SchemaField, text: string): string | number | boolean | undefined {
  if (text === "") return undefined;
  if (kind === "boolean") return text === "true";
  if (kind === "number") return Number.isNaN(Number(text)) ? text : Number(text);
  return text;
}

function wordOf(value: Json): string | null {
  if (typeof value === "string") return value;
  return typeof value === "number" || typeof value === "boolean" ? String(value) : null;
}

function record(value: Json): Readonly<Record<string, Json>> {
  return typeof value === "object" && value !== null && !Array.isArray(value)
    ? (value as Readonly<Record<string, Json>>)
    : {};
}
