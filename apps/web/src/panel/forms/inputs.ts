import type { JsonObject, JsonValue } from "@riposte/plan";
import { isObject } from "../schema/resolve.ts";

/** One value that a playbook takes. */
export interface Input {
  readonly name: string;
  readonly type: InputType;
  readonly isNeeded: boolean;
  readonly description: string;
}

export type InputType = "anything" | "string" | "integer" | "number" | "boolean" | "array" | "object";

export const INPUT_TYPES: readonly { readonly value: InputType; readonly label: string }[] = [
  { value: "string", label: "Text" },
  { value: "integer", label: "Whole number" },
  { value: "number", label: "Number" },
  { value: "boolean", label: "Yes or no" },
  { value: "array", label: "List" },
  { value: "object", label: "Object" },
  { value: "anything", label: "Anything" },
];

const KNOWN = new Set(["type", "description"]);

/** The inputs that a JSON Schema describes; null where it says more than rows of a form can. */
export function inputsOf(schema: JsonValue | undefined): readonly Input[] | null {
  if (schema === undefined) return [];
  if (!isObject(schema)) return null;
  const { type, properties = {}, required = [], additionalProperties, ...more } = schema;
  const isPlain = type === "object" && isObject(properties) && Array.isArray(required);
  if (!isPlain || additionalProperties !== false || Object.keys(more).length > 0) return null;
  const needed = new Set<JsonValue>(required as readonly JsonValue[]);
  const inputs = Object.entries(properties).map(([name, one]) => inputOf(name, one, needed.has(name)));
  const isKnown = [...needed].every((name) => typeof name === "string" && Object.hasOwn(properties, name));
  return isKnown && inputs.every((input) => input !== null) ? inputs : null;
}

function inputOf(name: string, schema: JsonValue, isNeeded: boolean): Input | null {
  if (!isObject(schema) || Object.keys(schema).some((key) => !KNOWN.has(key))) return null;
  const { type = "anything", description = "" } = schema;
  const known = INPUT_TYPES.find(({ value }) => value === type);
  if (known === undefined || typeof description !== "string") return null;
  return { name, type: known.value, isNeeded, description };
}

export function schemaOfInputs(inputs: readonly Input[]): JsonObject {
  const properties = inputs.map(({ name, type, description }) => [
    name,
    {
      ...(type === "anything" ? {} : { type }),
      ...(description === "" ? {} : { description }),
    },
  ]);
  return {
    type: "object",
    properties: Object.fromEntries(properties) as JsonObject,
    required: inputs.flatMap(({ name, isNeeded }) => (isNeeded ? [name] : [])),
    additionalProperties: false,
  };
}

/** `input_2`: a name that none of them has. */
export function freeInput(inputs: readonly Input[]): Input {
  const taken = new Set(inputs.map(({ name }) => name));
  let at = inputs.length + 1;
  while (taken.has(`input_${at}`)) at += 1;
  return { name: `input_${at}`, type: "string", isNeeded: true, description: "" };
}

/** Why an input cannot be called so; null: it can. */
export function nameFault(name: string, others: readonly string[]): string | null {
  if (!/^[A-Za-z_][A-Za-z0-9_]{0,63}$/.test(name))
    return "A name begins with a letter, and has letters, digits and underscores.";
  return others.includes(name) ? "There is one of this name." : null;
}
