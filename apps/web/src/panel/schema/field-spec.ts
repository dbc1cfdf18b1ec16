import type { JsonObject, JsonValue } from "@riposte/plan";
import { isObject, resolve } from "./resolve.ts";
import { wordsOf } from "@riposte/plan";

/** How a value is asked for. */
export type Control =
  | { readonly kind: "text"; readonly isLong: boolean; readonly pick?: Pick }
  | { readonly kind: "secret" }
  | { readonly kind: "cron" }
  /** Its content is written as Base64. */
  | { readonly kind: "file" }
  | { readonly kind: "number"; readonly isWhole: boolean }
  | { readonly kind: "yes_no" }
  | { readonly kind: "choice"; readonly options: readonly Option[] }
  | { readonly kind: "choices"; readonly options: readonly Option[] }
  /** `mayBeOne`: a single one is written as a text and not as a list. */
  | { readonly kind: "texts"; readonly mayBeOne: boolean }
  | { readonly kind: "pairs" }
  | { readonly kind: "group"; readonly fields: readonly FieldSpec[] }
  | { readonly kind: "variants"; readonly key: string; readonly variants: readonly Variant[] }
  | { readonly kind: "date" }
  | { readonly kind: "date_time" }
  | { readonly kind: "seconds" }
  | { readonly kind: "json"; readonly wanted: "anything" | "object" | "list" };

/** What really exists, to choose from: by kind, or with the names that the schema gives its values. */
export type Pick =
  | { readonly of: "alert" | "person" | "playbook" | "connector" }
  | { readonly of: "names"; readonly options: readonly Named[] };

export interface Named {
  readonly value: string;
  readonly label: string;
}

export interface Option {
  readonly value: JsonValue;
  readonly label: string;
}

/** One of several forms, told apart by the value at the key. */
export interface Variant extends Option {
  readonly help: string | null;
  readonly fields: readonly FieldSpec[];
}

export interface FieldSpec {
  readonly name: string;
  readonly label: string;
  readonly help: string | null;
  readonly isRequired: boolean;
  /** What counts where nothing is given; undefined: nothing. */
  readonly fallback: JsonValue | undefined;
  readonly control: Control;
}

const DEEPEST = 3;

/** The fields of an object's schema in its own order. */
export function fieldsOf(schema: JsonObject): readonly FieldSpec[] {
  return fieldsAt({ schema, root: schema, depth: 0 });
}

interface At {
  readonly schema: JsonObject;
  /** Where references lead. */
  readonly root: JsonObject;
  readonly depth: number;
}

function fieldsAt({ schema, root, depth }: At): FieldSpec[] {
  const { properties, required } = schema;
  if (!isObject(properties)) return [];
  const needed = new Set(Array.isArray(required) ? required : []);
  return Object.entries(properties).map(([name, written]) => {
    const inner = resolve(written, root);
    return {
      name,
      label: typeof inner["title"] === "string" ? inner["title"] : wordsOf(name),
      help: typeof inner["description"] === "string" ? inner["description"] : null,
      isRequired: needed.has(name),
      fallback: inner["default"],
      control: controlOf(name, { schema: inner, root, depth: depth + 1 }),
    };
  });
}

function controlOf(name: string, at: At): Control {
  const { schema, root } = at;
  const options = optionsOf(schema);
  if (options !== null) return { kind: "choice", options };
  const branches = [schema["anyOf"], schema["oneOf"]].find(Array.isArray);
  if (branches !== undefined)
    return controlOfBranches(
      name,
      branches.map((branch) => resolve(branch, root)),
      at,
    );
  switch (typeOf(schema)) {
    case "string":
      return controlOfText(name, schema);
    case "integer":
    case "number":
      return schema["format"] === "duration"
        ? { kind: "seconds" }
        : { kind: "number", isWhole: typeOf(schema) === "integer" };
    case "boolean":
      return { kind: "yes_no" };
    case "array":
      return controlOfList(schema, root);
    case "object":
      return controlOfObject(at);
    default:
      return { kind: "json", wanted: "anything" };
  }
}

const LONG_NAMES = /^(body|comment|content|data|description|details|html|message|note|query|text)$/;
const LONG_FROM = 250;

function controlOfText(name: string, schema: JsonObject): Control {
  const { format, maxLength, pattern } = schema;
  if (format === "date") return { kind: "date" };
  if (format === "date-time") return { kind: "date_time" };
  if (format === "cron") return { kind: "cron" };
  if (format === "password" || schema["writeOnly"] === true || schema["x-secret"] === true)
    return { kind: "secret" };
  if (format === "binary" || schema["contentEncoding"] === "base64") return { kind: "file" };
  const pick = pickOf(schema);
  if (pick !== null) return { kind: "text", isLong: false, pick };
  const mayBeLong = typeof maxLength === "number" ? maxLength > LONG_FROM : LONG_NAMES.test(name);
  return { kind: "text", isLong: mayBeLong && pattern === undefined && format === undefined };
}

const PICKS = ["alert", "person", "playbook", "connector"] as const;

function pickOf({ "x-pick": kind, "x-names": names }: JsonObject): Pick | null {
  const of = PICKS.find((one) => one === kind);
  if (of !== undefined) return { of };
  if (!isObject(names)) return null;
  const options = Object.entries(names).map(([value, label]) => ({
    value,
    label: typeof label === "string" ? label : value,
  }));
  return { of: "names", options };
}

function controlOfList(schema: JsonObject, root: JsonObject): Control {
  const items = resolve(schema["items"], root);
  const options = optionsOf(items);
  if (options !== null) return { kind: "choices", options };
  return typeOf(items) === "string" ? { kind: "texts", mayBeOne: false } : { kind: "json", wanted: "list" };
}

function controlOfObject(at: At): Control {
  const { schema, depth, root } = at;
  const { properties, additionalProperties } = schema;
  const isClosed = additionalProperties === false || additionalProperties === undefined;
  if (isObject(properties) && Object.keys(properties).length > 0 && isClosed && depth <= DEEPEST)
    return { kind: "group", fields: fieldsAt(at) };
  const values = isObject(additionalProperties) ? resolve(additionalProperties, root) : {};
  if (!isObject(properties) && typeOf(values) === "string") return { kind: "pairs" };
  return { kind: "json", wanted: "object" };
}

function controlOfBranches(name: string, branches: readonly JsonObject[], at: At): Control {
  const some = branches.filter((branch) => typeOf(branch) !== "null");
  const [only] = some;
  if (some.length === 1 && only !== undefined) return controlOf(name, { ...at, schema: only });
  const list = some.find((branch) => typeOf(branch) === "array");
  const one = some.find((branch) => typeOf(branch) === "string");
  if (some.length === 2 && one !== undefined && list !== undefined) {
    const control = controlOfList(list, at.root);
    if (control.kind === "texts") return { kind: "texts", mayBeOne: true };
  }
  return variantsOf(some, at) ?? { kind: "json", wanted: "anything" };
}

/** Objects that each have one constant at the same key. */
function variantsOf(branches: readonly JsonObject[], { root, depth }: At): Control | null {
  const [first] = branches;
  const properties = first?.["properties"];
  if (!isObject(properties)) return null;
  const key = Object.keys(properties).find((name) =>
    branches.every((branch) => constantAt(branch, name, root) !== undefined),
  );
  if (key === undefined) return null;
  const variants = branches.map((branch) => {
    const value = constantAt(branch, key, root) ?? null;
    const fields = fieldsAt({ schema: branch, root, depth }).filter((field) => field.name !== key);
    const help = typeof branch["description"] === "string" ? branch["description"] : null;
    return { value, label: labelOf(value), help, fields };
  });
  return { kind: "variants", key, variants };
}

function constantAt(branch: JsonObject, key: string, root: JsonObject): JsonValue | undefined {
  const properties = branch["properties"];
  return isObject(properties) && Object.hasOwn(properties, key)
    ? resolve(properties[key], root)["const"]
    : undefined;
}

function optionsOf(schema: JsonObject): Option[] | null {
  const { enum: some, const: only } = schema;
  const values = Array.isArray(some) ? (some as readonly JsonValue[]) : only === undefined ? null : [only];
  return (
    values?.map((value) => ({ value, label: typeof value === "string" ? value : JSON.stringify(value) })) ??
    null
  );
}

function labelOf(value: JsonValue): string {
  return typeof value === "string" ? wordsOf(value) : JSON.stringify(value);
}

/** The first type that is not null; an object is one also where it only says what it has. */
function typeOf({ type, properties }: JsonObject): string | null {
  const types: readonly JsonValue[] = Array.isArray(type) ? type : type === undefined ? [] : [type];
  const named = types.find((one) => one !== "null") ?? types[0];
  if (typeof named === "string") return named;
  return isObject(properties) ? "object" : null;
}
