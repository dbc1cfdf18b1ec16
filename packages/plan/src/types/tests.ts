import type { CompareOperator } from "@riposte/template";
import { compareOf } from "./operators.ts";
import type { Outcome } from "./outcome.ts";
import { filtered } from "./truth.ts";
import { BOOL, FALSE, FLOAT, INT, NULL, NUMBER, OPEN_DICT, STRING, TRUE, union } from "./type.ts";
import type { Form, Type } from "./type.ts";

type Holds = (form: Form) => boolean | null;

/** Tests that ask for a form; null where the form does not tell. */
const OF_FORM: Readonly<Record<string, Holds>> = {
  defined: ({ kind }) => (kind === "any" ? null : kind !== "undefined"),
  undefined: ({ kind }) => (kind === "any" ? null : kind === "undefined"),
  none: kinds("null"),
  boolean: kinds("bool"),
  true: (form) => (form.kind === "bool" ? form.value : kinds()(form)),
  false: (form) => (form.kind === "bool" ? (form.value === null ? null : !form.value) : kinds()(form)),
  integer: kinds("int"),
  float: kinds("float"),
  number: kinds("int", "float", "bool"),
  string: kinds("string"),
  mapping: kinds("dict"),
  sequence: (form) => {
    if (form.kind === "list" && form.sort !== "list" && form.sort !== "tuple") return null;
    return kinds("string", "list", "dict", "undefined")(form);
  },
  iterable: kinds("string", "list", "dict", "undefined"),
  callable: kinds("method", "undefined"),
};

function kinds(...names: readonly Form["kind"][]): Holds {
  return ({ kind }) => (kind === "any" || kind === "other" ? null : names.includes(kind));
}

const COMPARISONS: Readonly<Record<string, CompareOperator>> = {
  eq: "==",
  equalto: "==",
  "==": "==",
  ne: "!=",
  "!=": "!=",
  lt: "<",
  lessthan: "<",
  "<": "<",
  le: "<=",
  "<=": "<=",
  gt: ">",
  greaterthan: ">",
  ">": ">",
  ge: ">=",
  ">=": ">=",
  in: "in",
};

/** Tests that tell nothing of the form. */
const OTHERS: ReadonlySet<string> = new Set(
  "escaped lower upper odd even divisibleby sameas filter test".split(" "),
);

export function isTest(name: string): boolean {
  return Object.hasOwn(OF_FORM, name) || Object.hasOwn(COMPARISONS, name) || OTHERS.has(name);
}

/** What `input is name(other)` gives; null: there is no such test. */
export function testOf(name: string, input: Type, other: Type | undefined): Outcome | null {
  const comparison = Object.hasOwn(COMPARISONS, name) ? COMPARISONS[name] : undefined;
  if (comparison !== undefined) return other === undefined ? BOOL : compareOf(comparison, input, other);
  const holds = Object.hasOwn(OF_FORM, name) ? OF_FORM[name] : undefined;
  if (holds === undefined) return OTHERS.has(name) ? BOOL : null;
  const [first, ...others] = input.forms.map(holds);
  if (first === undefined || first === null || others.some((one) => one !== first)) return BOOL;
  return first ? TRUE : FALSE;
}

const ANYTHING_AS: Readonly<Record<string, Type>> = {
  none: NULL,
  boolean: BOOL,
  true: TRUE,
  false: FALSE,
  integer: INT,
  float: FLOAT,
  number: union([NUMBER, BOOL]),
  string: STRING,
  mapping: OPEN_DICT,
};

/** What is left of a type once the test has held, or has not; null where it tells nothing. */
export function afterTest(name: string, held: boolean, input: Type): Type | null {
  const holds = Object.hasOwn(OF_FORM, name) ? OF_FORM[name] : undefined;
  if (holds === undefined) return null;
  const as = held && Object.hasOwn(ANYTHING_AS, name) ? ANYTHING_AS[name] : undefined;
  return filtered(input, (form) => {
    if (form.kind === "any" && as !== undefined) return as.forms;
    return holds(form) === !held ? [] : [form];
  });
}
