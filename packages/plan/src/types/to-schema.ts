import type { JsonObject } from "../plan.ts";
import { asData, has, without } from "./type.ts";
import type { DictForm, Form, Type } from "./type.ts";

/** What lies deeper can be anything. */
const DEEPEST = 6;

/** A JSON Schema that every value of the type fits; what is secret or only learnt stays marked. */
export function schemaOfType(type: Type): JsonObject {
  const schema = schemaAt(asData(type), 0);
  return type.learnt ? { ...schema, learnt: true } : schema;
}

function schemaAt(type: Type, depth: number): JsonObject {
  const marks = type.secret ? { writeOnly: true } : {};
  const present = without(type, "undefined");
  // What was only learnt is a promise of nobody's; for the whole it is marked, within it there is no place for that.
  if (present.forms.length === 0 || depth > DEEPEST || (type.learnt && depth > 0)) return marks;
  const schemas = present.forms.map((form) => ofForm(form, depth));
  const isAnything = schemas.some((schema) => Object.keys(schema).length === 0);
  const [only] = schemas;
  if (isAnything || only === undefined) return marks;
  return schemas.length === 1 ? { ...only, ...marks } : { anyOf: schemas, ...marks };
}

/** Empty: anything. */
function ofForm(form: Form, depth: number): JsonObject {
  switch (form.kind) {
    case "null":
      return { type: "null" };
    case "bool":
      return form.value === null ? { type: "boolean" } : { const: form.value };
    case "int":
      return { type: "integer" };
    case "float":
      return { type: "number" };
    case "string":
      return form.literals === null ? { type: "string" } : { type: "string", enum: [...form.literals] };
    case "time":
      return { type: "string" };
    case "list":
      return { type: "array", items: schemaAt(form.items(), depth + 1) };
    case "dict":
      return ofDict(form, depth);
    default:
      return {};
  }
}

function ofDict({ fields, rest }: DictForm, depth: number): JsonObject {
  const read = [...fields].map(([name, type]) => [name, type()] as const);
  return {
    type: "object",
    properties: Object.fromEntries(read.map(([name, type]) => [name, schemaAt(type, depth + 1)])),
    required: read.flatMap(([name, type]) => (has(type, "undefined", "any") ? [] : [name])),
    additionalProperties: rest === null ? false : schemaAt(rest(), depth + 1),
  };
}
