import { fieldOf } from "../types/members.ts";
import { ANY, NEVER, union, without } from "../types/type.ts";
import type { Form, Type } from "../types/type.ts";
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

/** Why no value of the type can stand there, as the end of a sentence; null where one could. */
export function argumentFault(expected: Type, given: Type): string | null {
  const wanted = without(expected, "undefined");
  if (wanted.forms.length === 0 || given.forms.length === 0) return null;
  if (given.forms.some((form) => wanted.forms.some((other) => canBe(form, other)))) return null;
  const choices = wanted.forms.flatMap((form) => (form.kind === "string" ? (form.literals ?? []) : []));
  const isText = given.forms.every(({ kind }) => kind === "string") && choices.length > 0;
  if (isText) return `must be one of: ${choices.join(", ")}.`;
  return `must be ${wordsOf(wanted)}, and this gives ${wordsOf(given)}.`;
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
    const isThere = !field.forms.every(({ kind }) => kind === "undefined");
    const other = read();
    const mayMiss = other.forms.some(({ kind }) => kind === "undefined" || kind === "any");
    return isThere ? field.forms.some((one) => other.forms.some((two) => canBe(one, two))) : mayMiss;
  });
}
