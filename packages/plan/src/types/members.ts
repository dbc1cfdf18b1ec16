import { each, fault, isFault } from "./outcome.ts";
import type { Outcome } from "./outcome.ts";
import { hasMethod } from "./methods.ts";
import { ANY, INT, isOnly, NUMBER, of, STRING, UNDEFINED, union } from "./type.ts";
import type { DictForm, Form, Type } from "./type.ts";

/** Fields of a dict more than these are not put together. */
const MOST_JOINED = 60;

/** `value.name` */
export function attributeOf(type: Type, name: string): Outcome {
  return each(type, (form) => {
    if (form.kind === "undefined") return fault("is not there");
    return ownAttribute(form, name) ?? keyOf(form, name);
  });
}

/** `value[key]`, with a key whose value is known where it is written out. */
export function itemOf(type: Type, key: Type, constant: string | bigint | null): Outcome {
  return each(type, (form) => {
    if (form.kind === "undefined") return fault("is not there");
    if (typeof constant === "string") return keyWithAttribute(form, constant);
    return constant === null ? someItem(form, key) : numbered(form, constant);
  });
}

/** Undefined: no attribute of that name. */
function ownAttribute(form: Form, name: string): Type | undefined {
  if (hasMethod(form, name)) {
    const method = of({ kind: "method", of: form, name });
    // Of what looks at a dict, and of a range, the type is the same; only the range has methods.
    return form.kind === "list" && form.sort === "view" ? union([method, UNDEFINED]) : method;
  }
  if (form.kind === "list" && (form.sort === "tuple" || form.sort === "view"))
    return name === "grouper" || name === "list" || name === "start" || name === "stop" || name === "step"
      ? ANY
      : undefined;
  if (form.kind === "time") return TIME_FIELDS.has(name) ? INT : undefined;
  const isNumber = form.kind === "int" || form.kind === "float" || form.kind === "bool";
  return isNumber && ["real", "imag", "numerator", "denominator"].includes(name) ? NUMBER : undefined;
}

const TIME_FIELDS = new Set(["year", "month", "day", "hour", "minute", "second", "microsecond"]);

function keyOf(form: Form, name: string): Type {
  if (form.kind === "dict") return fieldOf(form, name);
  return ["any", "other", "method", "time"].includes(form.kind) ? ANY : UNDEFINED;
}

/** An item comes before an attribute of the same name. */
function keyWithAttribute(form: Form, name: string): Type {
  const attribute = ownAttribute(form, name);
  if (attribute === undefined) return keyOf(form, name);
  return form.kind === "dict" ? union([fieldOf(form, name), attribute]) : attribute;
}

export function fieldOf({ fields, rest }: DictForm, name: string): Type {
  return (fields.get(name) ?? rest ?? (() => UNDEFINED))();
}

function numbered(form: Form, index: bigint): Type {
  switch (form.kind) {
    case "list": {
      if (form.sort === "lazy" || form.sort === "view") return form.sort === "view" ? ANY : UNDEFINED;
      const part = form.parts?.at(Number(index));
      if (form.parts !== null) return part ?? UNDEFINED;
      return union([form.items(), UNDEFINED]);
    }
    case "string":
      return union([STRING, UNDEFINED]);
    case "dict":
      // A dict made in a template may have numbers as keys, which its type has as texts.
      return fieldOf(form, String(index));
    case "any":
    case "other":
      return ANY;
    default:
      return UNDEFINED;
  }
}

function someItem(form: Form, key: Type): Type {
  if (form.kind === "list")
    return form.sort === "view" ? ANY : union([form.items(), UNDEFINED, ...methods(form, key)]);
  if (form.kind === "string") return union([STRING, UNDEFINED, ...methods(form, key)]);
  if (form.kind !== "dict") return form.kind === "null" ? UNDEFINED : ANY;
  if (form.fields.size > MOST_JOINED) return ANY;
  const rest = form.rest === null ? [] : [form.rest()];
  return union([
    ...[...form.fields.values()].map((read) => read()),
    ...rest,
    UNDEFINED,
    ...methods(form, key),
  ]);
}

/** A key that is a text may name a method. */
function methods(form: Form, key: Type): Type[] {
  const isNumber = key.forms.every(({ kind }) => kind === "int" || kind === "bool");
  return isNumber || form.kind === "any" ? [] : [of({ kind: "other" })];
}

/** `value[start:stop:step]` */
export function sliceOf(type: Type): Outcome {
  return each(type, (form) => {
    switch (form.kind) {
      case "any":
      case "other":
        return ANY;
      case "string":
        return STRING;
      case "list":
        if (form.sort === "lazy") return fault("has no parts that one could cut out");
        if (form.sort === "view") return ANY;
        return of({ ...form, parts: null });
      case "undefined":
        return fault("is not there");
      default:
        return fault("has no parts that one could cut out");
    }
  });
}

/** How long it is. */
export function lengthOf(type: Type): Outcome {
  return each(type, (form) => {
    const isWithout = ["null", "bool", "int", "float", "method", "time"].includes(form.kind);
    if (isWithout || (form.kind === "list" && form.method !== undefined)) return fault("has no length");
    if (form.kind === "list" && form.sort === "lazy") return fault("has no length: put | list before");
    return INT;
  });
}

/** Keys that a template can write after a dot, of what has any; methods hide a key of their name. */
export function membersOf(type: Type): { readonly name: string; readonly type: Type }[] {
  const found = new Map<string, Type>();
  for (const form of type.forms) {
    if (form.kind !== "dict") continue;
    for (const [name, read] of form.fields)
      found.set(name, union([...(found.has(name) ? [found.get(name) ?? ANY] : []), read()]));
  }
  return [...found].map(([name, member]) => ({ name, type: member }));
}

/** Whether it can be read, and is never there. */
export function isMissing(object: Type, outcome: Outcome): boolean {
  return !isFault(outcome) && isOnly(outcome, "undefined") && !isOnly(object, "undefined");
}
