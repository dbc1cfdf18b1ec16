import { fieldOf } from "../types/members.ts";
import { ANY, has, isOnly, NEVER, union, without } from "../types/type.ts";
import type { DictForm, Form, Type } from "../types/type.ts";
import { wordsOf } from "../types/words.ts";

/** What a schema asks for below the places that are written out. */
export function expectedAt(type: Type, path: readonly string[]): Type {
  const [key, ...rest] = path;
  if (key === undefined) return type;
  const below = type.forms.map((form) => {
    if (form.kind === "dict") return fieldOf(form, key);
    return form.kind === "list" ? form.items() : form.kind === "any" ? ANY : NEVER;
  });
  return expectedAt({ ...union([NEVER, ...below]), secret: type.secret }, rest);
}

/** Why no value of a type can stand somewhere. */
export interface ArgumentFault {
  /** Below the place that the value stands at. */
  readonly path: readonly string[];
  /** The end of a sentence; null: nothing stands there, and something must. */
  readonly words: string | null;
  readonly hint?: string;
}

/** Null where some value of the type could stand there. Nothing may where something may be left out. */
export function argumentFault(expected: Type, given: Type): ArgumentFault | null {
  const wanted = without(expected, "undefined");
  if (wanted.forms.length === 0 || given.forms.length === 0 || canStand(given, expected)) return null;
  const within = faultWithin(wanted, given);
  if (within !== null) return within;
  const choices = wanted.forms.flatMap((form) => (form.kind === "string" ? (form.literals ?? []) : []));
  const isText = isOnly(given, "string") && choices.length > 0;
  if (isText) return { path: [], words: `must be one of: ${choices.join(", ")}.` };
  const words = `must be ${wordsOf(wanted)}, and this gives ${wordsOf(given)}.`;
  return { path: [], words, ...conversion(wanted, given) };
}

/** Of the one kind of object that it can be, the field that is missing or wrong. */
function faultWithin(wanted: Type, given: Type): ArgumentFault | null {
  const dicts = wanted.forms.filter((form): form is DictForm => form.kind === "dict");
  const [dict] = dicts;
  const [form] = given.forms;
  if (dict === undefined || dicts.length > 1 || form?.kind !== "dict" || given.forms.length > 1) return null;
  for (const [name, read] of dict.fields) {
    const field = fieldOf(form, name);
    if (isOnly(field, "undefined")) {
      if (!mayMiss(read())) return { path: [name], words: null };
      continue;
    }
    const fault = argumentFault(read(), field);
    if (fault !== null) return { ...fault, path: [name, ...fault.path] };
  }
  return null;
}

/** How to make of the one what the other asks for, where one filter does it. */
function conversion(wanted: Type, given: Type): { hint?: string } {
  const asksText = wanted.forms.some((form) => form.kind === "string" && form.literals === null);
  if (asksText && isOnly(given, "int", "float", "bool"))
    return { hint: "Make a text of it with | string, or write text around it." };
  if (asksText && isOnly(given, "list")) return { hint: "Make a text of it with | join(', ')." };
  if (asksText && isOnly(given, "dict"))
    return { hint: "Take one of its fields, or write it out with | tojson." };
  if (has(wanted, "int") && isOnly(given, "string")) return { hint: "Make a whole number of it with | int." };
  return {};
}

function mayMiss(type: Type): boolean {
  return has(type, "undefined", "any");
}

function canStand(given: Type, expected: Type): boolean {
  return given.forms.some(
    (form) =>
      (form.kind === "null" && mayMiss(expected)) || expected.forms.some((other) => canBe(form, other)),
  );
}

/** Whether a value of the one form can be of the other; a float may be whole. */
function canBe(form: Form, wanted: Form): boolean {
  if (form.kind === "any" || wanted.kind === "any") return true;
  const isNumber =
    (form.kind === "int" || form.kind === "float") && (wanted.kind === "int" || wanted.kind === "float");
  if (isNumber) return true;
  if (form.kind !== wanted.kind) return false;
  if (form.kind === "string" && wanted.kind === "string") {
    const { literals } = wanted;
    return (
      form.literals === null || literals === null || form.literals.some((text) => literals.includes(text))
    );
  }
  if (form.kind === "bool" && wanted.kind === "bool")
    return form.value === null || wanted.value === null || form.value === wanted.value;
  if (form.kind !== "dict" || wanted.kind !== "dict") return true;
  return [...wanted.fields].every(([name, read]) => {
    const field = fieldOf(form, name);
    return isOnly(field, "undefined") ? mayMiss(read()) : canStand(field, read());
  });
}
