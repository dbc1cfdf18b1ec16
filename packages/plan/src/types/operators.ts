import type { BinaryOperator, CompareOperator } from "@riposte/template";
import { fault, isFault } from "./outcome.ts";
import type { Outcome } from "./outcome.ts";
import {
  ANY,
  BOOL,
  FALSE,
  FLOAT,
  INT,
  listOf,
  madeOf,
  NEVER,
  NUMBER,
  of,
  STRING,
  TRUE,
  union,
} from "./type.ts";
import type { Form, Type } from "./type.ts";
import { wordsOf } from "./words.ts";

/** Each form with each: a fault only where no pair works. */
function pairs(left: Type, right: Type, act: (a: Form, b: Form) => Type | null, why: () => string): Outcome {
  const found: Type[] = [];
  for (const a of left.forms) {
    for (const b of right.forms) {
      const type = act(a, b);
      if (type !== null) found.push(type);
    }
  }
  const isEmpty = left.forms.length === 0 || right.forms.length === 0;
  if (found.length === 0 && !isEmpty) return fault(why());
  return madeOf(union([NEVER, ...found]), [left, right]);
}

export function binaryOf(operator: BinaryOperator, left: Type, right: Type): Outcome {
  const why = () => `${wordsOf(left)} ${operator} ${wordsOf(right)}`;
  return pairs(left, right, (a, b) => binaryForms(operator, a, b), why);
}

function binaryForms(operator: BinaryOperator, a: Form, b: Form): Type | null {
  if (operator === "%" && a.kind === "string") return STRING;
  if (a.kind === "undefined" || b.kind === "undefined") return null;
  if (isOpen(a) || isOpen(b)) return ANY;
  if (isNumber(a) && isNumber(b)) return arithmetic(operator, a, b);
  if (operator === "+" && a.kind === "string" && b.kind === "string") return STRING;
  if (operator === "+" && a.kind === "list" && b.kind === "list") return concatenated(a, b);
  if (operator !== "*") return null;
  if (isWhole(b)) return repeated(a);
  return isWhole(a) ? repeated(b) : null;
}

function arithmetic(operator: BinaryOperator, a: Form, b: Form): Type {
  if (operator === "/") return FLOAT;
  if (operator === "**") return NUMBER;
  return isWhole(a) && isWhole(b) ? INT : FLOAT;
}

function concatenated(a: Form & { kind: "list" }, b: Form & { kind: "list" }): Type | null {
  const isSame = a.sort === b.sort && (a.sort === "list" || a.sort === "tuple");
  return isSame ? listOf(() => union([a.items(), b.items()]), a.sort) : null;
}

function repeated(form: Form): Type | null {
  if (form.kind === "string") return STRING;
  return form.kind === "list" && (form.sort === "list" || form.sort === "tuple")
    ? listOf(form.items, form.sort)
    : null;
}

export function unaryOf(operator: "-" | "+", operand: Type): Outcome {
  const act = (form: Form) =>
    isOpen(form) ? ANY : isWhole(form) ? INT : form.kind === "float" ? FLOAT : null;
  return pairs(operand, of({ kind: "null" }), act, () => `${operator} before ${wordsOf(operand)}`);
}

export function compareOf(operator: CompareOperator, left: Type, right: Type): Outcome {
  if (operator === "==" || operator === "!=") {
    const same = sameness(left, right);
    return same === null ? BOOL : same === (operator === "==") ? TRUE : FALSE;
  }
  const isIn = operator === "in" || operator === "not in";
  const works = isIn ? (a: Form, b: Form) => canHold(b, a) : hasOrder;
  const why = () => `${wordsOf(left)} ${operator} ${wordsOf(right)}`;
  const outcome = pairs(left, right, (a, b) => (works(a, b) ? BOOL : null), why);
  return isFault(outcome) ? outcome : BOOL;
}

/** Whether two values are always equal, or never; null where that depends. */
function sameness(left: Type, right: Type): boolean | null {
  const canBe = left.forms.some((a) => right.forms.some((b) => canEqual(a, b)));
  if (!canBe && left.forms.length > 0 && right.forms.length > 0) return false;
  const [a, ...more] = left.forms;
  const [b, ...others] = right.forms;
  if (a === undefined || b === undefined || more.length > 0 || others.length > 0) return null;
  return a.kind === b.kind && (a.kind === "null" || a.kind === "undefined") ? true : null;
}

function canEqual(a: Form, b: Form): boolean {
  if (isOpen(a) || isOpen(b)) return true;
  if (a.kind === "bool" && b.kind === "bool")
    return a.value === null || b.value === null || a.value === b.value;
  if (isNumber(a) && isNumber(b)) return true;
  if (a.kind === "string" && b.kind === "string") {
    const { literals } = b;
    return a.literals === null || literals === null || a.literals.some((text) => literals.includes(text));
  }
  return a.kind === b.kind;
}

function hasOrder(a: Form, b: Form): boolean {
  if (a.kind === "undefined" || b.kind === "undefined") return false;
  if (isOpen(a) || isOpen(b) || (isNumber(a) && isNumber(b))) return true;
  return a.kind === b.kind && (a.kind === "string" || a.kind === "list");
}

function canHold(container: Form, item: Form): boolean {
  if (isOpen(container)) return true;
  if (container.kind === "string") return item.kind === "string" || isOpen(item);
  if (container.kind === "dict")
    return item.kind !== "list" && item.kind !== "dict" ? true : item.kind === "list" && item.sort !== "list";
  return container.kind === "list" || container.kind === "undefined";
}

function isOpen({ kind }: Form): boolean {
  return kind === "any" || kind === "other" || kind === "method";
}

function isWhole({ kind }: Form): boolean {
  return kind === "int" || kind === "bool";
}

function isNumber(form: Form): boolean {
  return isWhole(form) || form.kind === "float";
}
