import type { Data } from "@riposte/template";
import { decodeData, encodeData, isTemplate } from "@riposte/template";
import { operandOf } from "../templates/operand.ts";
import { literal } from "../templates/rewrite.ts";

export interface Comparison {
  readonly left: Data;
  readonly comparison: string;
  readonly right: Data;
}

const ORDERS = ["<", ">", "<=", ">="];
const EQUALS = ["==", "!="];

/** As an expression without braces; null: it compares in a way that is not known. Templates are ours already. */
export function whenOf({ left, comparison, right }: Comparison): string | null {
  const how = comparison.trim().toLowerCase().replaceAll(/\s+/g, " ");
  if (ORDERS.includes(how)) return joined(numeric(left), how, numeric(right));
  if (EQUALS.includes(how)) return joined(operand(left), how, operand(right));
  if (how === "in" || how === "not in") return joined(operand(left), how, operand(asList(right)));
  return how === "range" ? between(left, asList(right)) : null;
}

function joined(left: string | null, how: string, right: string | null): string | null {
  return left === null || right === null ? null : `${left} ${how} ${right}`;
}

/** Both ends belong to it. */
function between(left: Data, right: Data): string | null {
  const value = numeric(left);
  if (value === null) return null;
  if (Array.isArray(right)) {
    const [low, high] = right.map(numeric);
    return low == null || high == null ? null : `${low} <= ${value} <= ${high}`;
  }
  const bounds = operand(right);
  return bounds === null ? null : `${bounds}[0] <= ${value} <= ${bounds}[1]`;
}

/** An order is one of numbers: a number that was written as text counts as one. */
function numeric(side: Data): string | null {
  return typeof side === "string" && /^\s*-?[0-9]+(\.[0-9]+)?\s*$/.test(side) ? side.trim() : operand(side);
}

function operand(side: Data): string | null {
  if (typeof side !== "string") return side === null ? "none" : encodeData(side);
  return isTemplate(side) ? operandOf(side) : literal(side);
}

/** A text that reads as a list is one. */
function asList(side: Data): Data {
  if (typeof side !== "string" || !side.trim().startsWith("[")) return side;
  try {
    return decodeData(side);
  } catch {
    return side;
  }
}
