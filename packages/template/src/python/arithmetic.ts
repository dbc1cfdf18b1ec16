import type { BinaryOperator } from "../ast/expression.ts";
import type { Budget } from "../evaluate/budget.ts";
import { Fault } from "../error.ts";
import { asText } from "./compare.ts";
import { bitLength, floorDivide, fractionToFloat } from "./exact.ts";
import { floatPower } from "./float-power.ts";
import { Markup, escapeHtml } from "./markup.ts";
import { asNumber, toFloat } from "./numbers.ts";
import { percentFormat } from "./percent-format.ts";
import { print } from "./printer.ts";
import { repeat } from "./repeat.ts";
import { Tuple } from "./tuple.ts";
import { typeName } from "./type-name.ts";
import { Undefined } from "./undefined.ts";
import type { Value } from "./value.ts";

/** Larger integers are refused: a tower of powers must end in an error and not in waiting. */
const MAX_INTEGER_BITS = 32_768;
const WORD = 1n << 64n;

/** `left operator right`, as Python has it. */
export function binary(operator: BinaryOperator, left: Value, right: Value, budget: Budget): Value {
  if (typeof left === "bigint" && typeof right === "bigint") return INTEGERS[operator](left, right, budget);
  // Text is formatted with whatever there is, an undefined value included.
  if (operator === "%" && asText(left) !== null) return format(left, right, budget);
  for (const side of [left, right]) if (side instanceof Undefined) side.fail();
  const leftNumber = asNumber(left);
  const rightNumber = asNumber(right);
  if (leftNumber !== null && rightNumber !== null) {
    return typeof leftNumber === "bigint" && typeof rightNumber === "bigint"
      ? INTEGERS[operator](leftNumber, rightNumber, budget)
      : FLOATS[operator](toFloat(leftNumber), toFloat(rightNumber), budget);
  }
  const result = containerOperation(operator, left, right, budget);
  if (result !== null) return result;
  const kinds = `'${typeName(left)}' and '${typeName(right)}'`;
  throw new Fault("type", `unsupported operand type(s) for ${operator}: ${kinds}`);
}

export function unary(operator: "-" | "+", operand: Value): Value {
  if (operand instanceof Undefined) operand.fail();
  const number = asNumber(operand);
  if (number === null)
    throw new Fault("type", `bad operand type for unary ${operator}: '${typeName(operand)}'`);
  return operator === "-" ? -number : number;
}

type Operations<Operand> = Readonly<
  Record<BinaryOperator, (left: Operand, right: Operand, budget: Budget) => Value>
>;

const INTEGERS: Operations<bigint> = {
  "+": (left, right, budget) => integer(left + right, budget),
  "-": (left, right, budget) => integer(left - right, budget),
  "*": (left, right, budget) => {
    charge([left, right], budget);
    return integer(left * right, budget);
  },
  "/": divideIntegers,
  "//": (left, right, budget) => {
    charge([left, right], budget);
    if (right === 0n) throw new Fault("value", "integer division or modulo by zero");
    return floorDivide(left, right);
  },
  "%": (left, right, budget) => {
    charge([left, right], budget);
    if (right === 0n) throw new Fault("value", "integer modulo by zero");
    return left - right * floorDivide(left, right);
  },
  "**": integerPower,
};

const FLOATS: Operations<number> = {
  "+": (left, right) => left + right,
  "-": (left, right) => left - right,
  "*": (left, right) => left * right,
  "/": (left, right) => {
    if (right === 0) throw new Fault("value", "float division by zero");
    return left / right;
  },
  "//": floatFloorDivide,
  "%": floatModulo,
  "**": floatPower,
};

function integer(result: bigint, budget: Budget): bigint {
  if (result >= WORD || result <= -WORD) charge([result], budget);
  return result;
}

function charge(integers: readonly bigint[], budget: Budget): void {
  for (const value of integers) {
    if (value < WORD && value > -WORD) continue;
    const bits = bitLength(value);
    if (bits > MAX_INTEGER_BITS) refuseSize();
    budget.bytes(bits >> 2);
  }
}

function refuseSize(): never {
  throw new Fault("limit", `An integer may have at most ${MAX_INTEGER_BITS} bits.`);
}

function divideIntegers(left: bigint, right: bigint, budget: Budget): number {
  if (right === 0n) throw new Fault("value", "division by zero");
  charge([left, right], budget);
  if (left === 0n) return right < 0n ? -0 : 0;
  const [numerator, denominator] = right < 0n ? [-left, -right] : [left, right];
  const quotient = fractionToFloat({ numerator, denominator });
  if (!Number.isFinite(quotient)) throw new Fault("value", "integer division result too large for a float");
  return quotient;
}

function floatModulo(left: number, right: number): number {
  if (right === 0) throw new Fault("value", "float modulo by zero");
  const modulo = left % right;
  if (modulo === 0) return right < 0 ? -0 : 0;
  return right < 0 === modulo < 0 ? modulo : modulo + right;
}

function floatFloorDivide(left: number, right: number): number {
  if (right === 0) throw new Fault("value", "float floor division by zero");
  const modulo = left % right;
  let quotient = (left - modulo) / right;
  if (modulo !== 0 && right < 0 !== modulo < 0) quotient -= 1;
  if (quotient === 0) return left / right < 0 || Object.is(left / right, -0) ? -0 : 0;
  const floor = Math.floor(quotient);
  return quotient - floor > 0.5 ? floor + 1 : floor;
}

function integerPower(base: bigint, exponent: bigint, budget: Budget): Value {
  if (exponent < 0n) return floatPower(toFloat(base), toFloat(exponent));
  if (base === 0n || base === 1n) return exponent === 0n ? 1n : base;
  if (base === -1n) return exponent % 2n === 0n ? 1n : -1n;
  if (BigInt(bitLength(base) - 1) * exponent > BigInt(MAX_INTEGER_BITS)) refuseSize();
  return integer(base ** exponent, budget);
}

function containerOperation(
  operator: BinaryOperator,
  left: Value,
  right: Value,
  budget: Budget,
): Value | null {
  if (operator === "+") return concatenate(left, right, budget);
  if (operator === "*") return repeat(left, right, budget) ?? repeat(right, left, budget);
  return null;
}

function format(left: Value, right: Value, budget: Budget): Value {
  if (left instanceof Markup) return new Markup(percentFormat(left.value, right, budget, escapeHtml));
  return percentFormat(asText(left) ?? "", right, budget);
}

function concatenate(left: Value, right: Value, budget: Budget): Value | null {
  if (typeof left === "string" && typeof right === "string") {
    budget.bytes(left.length + right.length);
    return left + right;
  }
  if (left instanceof Markup || right instanceof Markup) return concatenateMarkup(left, right, budget);
  if (Array.isArray(left) && Array.isArray(right)) return budget.list([...left, ...right]);
  if (left instanceof Tuple && right instanceof Tuple) {
    return new Tuple(budget.list([...left.items, ...right.items]));
  }
  return null;
}

function concatenateMarkup(left: Value, right: Value, budget: Budget): Value | null {
  if (asText(left) === null || asText(right) === null) return null;
  return new Markup(budget.text(escaped(left, budget) + escaped(right, budget)));
}

/** The text of a value, escaped unless it counts as escaped already. */
export function escaped(value: Value, budget: Budget): string {
  return value instanceof Markup ? value.value : budget.text(escapeHtml(print(value, budget)));
}
