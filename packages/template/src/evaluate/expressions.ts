import type { CompareOperator, ExpressionKind, ExpressionOf } from "../ast/expression.ts";
import { Fault } from "../error.ts";
import { binary, escaped, unary } from "../python/arithmetic.ts";
import { compare, equals } from "../python/compare.ts";
import { Markup } from "../python/markup.ts";
import { print } from "../python/printer.ts";
import { contains, truthy } from "../python/sequence.ts";
import { slice } from "../python/slice.ts";
import { Tuple } from "../python/tuple.ts";
import type { Value } from "../python/value.ts";
import type { Budget } from "./budget.ts";
import type { Evaluation } from "./evaluation.ts";

type Executors = {
  readonly [Kind in ExpressionKind]: (node: ExpressionOf<Kind>, evaluation: Evaluation) => Value;
};

/** What each kind of expression means. */
export const EXPRESSIONS: Executors = {
  constant: (node) => node.value,
  name: (node, evaluation) => evaluation.lookUp(node.name),
  tuple: (node, evaluation) =>
    new Tuple(evaluation.budget.list(node.items.map((item) => evaluation.evaluate(item)))),
  list: (node, evaluation) => evaluation.budget.list(node.items.map((item) => evaluation.evaluate(item))),
  dict: (node, evaluation) =>
    evaluation.budget.dict(
      node.entries.map(({ key, value }) => [evaluation.evaluate(key), evaluation.evaluate(value)] as const),
    ),
  attribute: (node, evaluation) => evaluation.attribute(evaluation.evaluate(node.object), node.name),
  item: evaluateItem,
  slice: () => {
    throw new Fault("type", "a slice is no index on its own");
  },
  call: (node, evaluation) => {
    const callee = evaluation.evaluate(node.callee);
    return evaluation.call(callee, evaluation.arguments(node.arguments));
  },
  filter: evaluateFilter,
  test: (node, evaluation) => {
    const input = evaluation.evaluate(node.input);
    return evaluation.test(node.name, input, evaluation.arguments(node.arguments));
  },
  conditional: evaluateConditional,
  logical: (node, evaluation) => {
    const left = evaluation.evaluate(node.left);
    return truthy(left) === (node.operator === "and") ? evaluation.evaluate(node.right) : left;
  },
  not: (node, evaluation) => !truthy(evaluation.evaluate(node.operand)),
  unary: (node, evaluation) => unary(node.operator, evaluation.evaluate(node.operand)),
  binary: (node, evaluation) => {
    const left = evaluation.evaluate(node.left);
    return binary(node.operator, left, evaluation.evaluate(node.right), evaluation.budget);
  },
  compare: evaluateCompare,
  concat: evaluateConcat,
};

function evaluateItem(node: ExpressionOf<"item">, evaluation: Evaluation): Value {
  const object = evaluation.evaluate(node.object);
  if (node.index.kind !== "slice") return evaluation.item(object, evaluation.evaluate(node.index));
  const { start, stop, step } = node.index;
  const bounds = {
    start: start && evaluation.evaluate(start),
    stop: stop && evaluation.evaluate(stop),
    step: step && evaluation.evaluate(step),
  };
  return slice(object, bounds, evaluation.budget);
}

function evaluateFilter(node: ExpressionOf<"filter">, evaluation: Evaluation): Value {
  if (!node.input) throw new Error("A filter of a block is run by its statement.");
  const input = evaluation.evaluate(node.input);
  return evaluation.filter(node.name, input, evaluation.arguments(node.arguments));
}

function evaluateConditional(node: ExpressionOf<"conditional">, evaluation: Evaluation): Value {
  if (truthy(evaluation.evaluate(node.test))) return evaluation.evaluate(node.value);
  if (node.otherwise) return evaluation.evaluate(node.otherwise);
  return evaluation.undefined("the inline if is false and has no else");
}

const COMPARE: Readonly<Record<CompareOperator, (left: Value, right: Value, budget: Budget) => boolean>> = {
  "==": equals,
  "!=": (left, right, budget) => !equals(left, right, budget),
  "<": (left, right, budget) => compare(left, right, "<", budget) < 0,
  "<=": (left, right, budget) => compare(left, right, "<=", budget) <= 0,
  ">": (left, right, budget) => compare(left, right, ">", budget) > 0,
  ">=": (left, right, budget) => compare(left, right, ">=", budget) >= 0,
  in: (left, right, budget) => contains(right, left, budget),
  "not in": (left, right, budget) => !contains(right, left, budget),
};

function evaluateCompare(node: ExpressionOf<"compare">, evaluation: Evaluation): Value {
  let left = evaluation.evaluate(node.first);
  for (const { operator, value } of node.rest) {
    const right = evaluation.evaluate(value);
    if (!COMPARE[operator](left, right, evaluation.budget)) return false;
    left = right;
  }
  return true;
}

function evaluateConcat(node: ExpressionOf<"concat">, evaluation: Evaluation): Value {
  const { budget } = evaluation;
  const values = node.parts.map((part) => evaluation.evaluate(part));
  if (evaluation.autoescape && values.some((value) => value instanceof Markup)) {
    return new Markup(budget.text(values.map((value) => escaped(value, budget)).join("")));
  }
  return budget.text(values.map((value) => print(value, budget)).join(""));
}
