import { parseExpression } from "@riposte/template";
import type { CompareOperator, Expression, ExpressionOf } from "@riposte/template";
import { EMPTY_ROW } from "./condition.ts";
import type { Group, Operand, Operator, Part, Row } from "./condition.ts";
import { constantOf, valueText } from "./literal-text.ts";

/** The rows, or the part of the template that no row can say, null where it cannot be read at all. */
export type Conversion = { readonly group: Group } | { readonly unsaid: string | null };

/** An expression as rows. */
export function rowsOf(text: string): Conversion {
  if (text.trim() === "") return { group: { kind: "group", join: "and", parts: [EMPTY_ROW] } };
  const whole = parsed(text);
  if (whole === null) return { unsaid: null };
  try {
    const part = partOf(whole, text);
    return { group: part.kind === "group" ? part : { kind: "group", join: "and", parts: [part] } };
  } catch (error) {
    if (error instanceof Unsaid) return { unsaid: error.message };
    throw error;
  }
}

/** Its message is the part of the template. */
class Unsaid extends Error {}

function partOf(node: Expression, text: string): Part {
  switch (node.kind) {
    case "logical":
      return groupOf(node, text);
    case "compare":
      return comparison(node, text);
    case "test":
      return testRow(node, { text, isNot: false });
    case "not":
      return notRow(node, text);
    case "call":
      return callRow(node, text);
    default:
      return row(node, "holds", null, text);
  }
}

/** Alike ones within each other are one: it makes no difference to what they say. */
function groupOf({ operator, left, right }: ExpressionOf<"logical">, text: string): Group {
  const parts = [left, right].flatMap((side) => {
    const part = partOf(side, text);
    return part.kind === "group" && part.join === operator ? part.parts : [part];
  });
  return { kind: "group", join: operator, parts };
}

const COMPARED = {
  "==": "equals",
  "!=": "not_equals",
  ">": "greater",
  ">=": "at_least",
  "<": "less",
  "<=": "at_most",
} as const satisfies Partial<Record<CompareOperator, Operator>>;

function comparison(node: ExpressionOf<"compare">, text: string): Row {
  const [link, ...others] = node.rest;
  if (link === undefined || others.length > 0) throw new Unsaid(slice(node, text));
  const { operator, value } = link;
  if (operator !== "in" && operator !== "not in") return row(node.first, COMPARED[operator], value, text);
  const isNot = operator === "not in";
  // A list that is written out is what something is one of; anything else contains it.
  if (constantOf(value) !== undefined) return row(node.first, isNot ? "not_one_of" : "one_of", value, text);
  return row(value, isNot ? "not_contains" : "contains", node.first, text);
}

const TESTS: Readonly<Record<string, readonly [yes: Operator, no: Operator]>> = {
  defined: ["exists", "exists_not"],
  none: ["nothing", "something"],
  in: ["one_of", "not_one_of"],
};

interface Read {
  readonly text: string;
  readonly isNot: boolean;
}

function testRow(node: ExpressionOf<"test">, { text, isNot }: Read): Row {
  const operators = TESTS[node.name];
  const { positional, named, rest, namedRest } = node.arguments;
  const isPlain = named.length === 0 && rest === null && namedRest === null;
  if (operators === undefined || !isPlain || positional.length !== (node.name === "in" ? 1 : 0))
    throw new Unsaid(slice(node, text));
  return row(node.input, operators[isNot ? 1 : 0], positional[0] ?? null, text);
}

function notRow(node: ExpressionOf<"not">, text: string): Row {
  const { operand } = node;
  if (operand.kind === "test") return testRow(operand, { text, isNot: true });
  if (operand.kind === "call" && methodOf(operand) !== null) throw new Unsaid(slice(node, text));
  return row(operand, "holds_not", null, text);
}

function callRow(node: ExpressionOf<"call">, text: string): Row {
  const method = methodOf(node);
  return method === null
    ? row(node, "holds", null, text)
    : row(method.object, method.operator, method.value, text);
}

const METHODS: Readonly<Record<string, Operator>> = { startswith: "starts_with", endswith: "ends_with" };

function methodOf({ callee, arguments: given }: ExpressionOf<"call">) {
  const operator = callee.kind === "attribute" ? METHODS[callee.name] : undefined;
  const [value, ...others] = given.positional;
  if (callee.kind !== "attribute" || operator === undefined) return null;
  if (value === undefined || others.length > 0) return null;
  return { object: callee.object, operator, value };
}

function row(field: Expression, operator: Operator, value: Expression | null, text: string): Row {
  return {
    kind: "row",
    field: operandText(field, text),
    operator,
    value: value === null ? null : operandOf(value, text),
  };
}

function operandOf(node: Expression, text: string): Operand {
  const constant = constantOf(node);
  return constant === undefined
    ? { kind: "data", text: operandText(node, text) }
    : { kind: "value", text: valueText(constant) };
}

const CONDITIONS: ReadonlySet<Expression["kind"]> = new Set([
  "logical",
  "not",
  "compare",
  "test",
  "conditional",
  "tuple",
]);

/** Of what is no condition itself. */
function operandText(node: Expression, text: string): string {
  if (CONDITIONS.has(node.kind)) throw new Unsaid(slice(node, text));
  const written = slice(node, text);
  const again = parsed(written);
  // Parentheses belong to no node: cut in the middle, it would be something else.
  if (again === null || shape(again) !== shape(node)) throw new Unsaid(text);
  return written;
}

function parsed(text: string): Expression | null {
  try {
    return parseExpression(text).single;
  } catch {
    return null;
  }
}

function slice({ range }: Expression, text: string): string {
  return text.slice(range.start, range.end);
}

/** The same for expressions that differ in nothing but their places. */
function shape(node: Expression): string {
  return JSON.stringify(node, (key, value: unknown) => {
    if (key === "range") return undefined;
    return typeof value === "bigint" ? `${value}n` : value;
  });
}
