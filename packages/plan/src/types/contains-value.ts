import type { Data } from "@riposte/template";
import { fieldOf } from "./members.ts";
import { has, keysOf } from "./type.ts";
import type { Form, Type } from "./type.ts";

/** Whether a value is one of those that a type promises; undefined: nothing is there. */
export function containsValue(type: Type, value: Data | undefined): boolean {
  return type.forms.some((form) => isOfForm(form, value));
}

function isOfForm(form: Form, value: Data | undefined): boolean {
  switch (form.kind) {
    case "any":
      return true;
    case "undefined":
      return value === undefined;
    case "null":
      return value === null;
    case "bool":
      return typeof value === "boolean" && (form.value ?? value) === value;
    case "int":
      return typeof value === "bigint";
    case "float":
      return typeof value === "number";
    case "string":
      return typeof value === "string" && (form.literals === null || form.literals.includes(value));
    case "list":
      return Array.isArray(value) && value.every((item) => containsValue(form.items(), item));
    case "dict": {
      if (!(value instanceof Map)) return false;
      const names = new Set([...form.fields.keys(), ...value.keys()]);
      return (
        has(keysOf(form), "any", "string") &&
        [...names].every((name) => containsValue(fieldOf(form, name), value.get(name)))
      );
    }
    default:
      return false;
  }
}
