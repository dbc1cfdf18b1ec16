import type { Machine } from "../evaluate/machine.ts";
import { REQUIRED, operation } from "../evaluate/signature.ts";
import type { Operation } from "../evaluate/signature.ts";
import { compare, equals } from "../python/compare.ts";
import { print } from "../python/printer.ts";
import { truthy } from "../python/sequence.ts";
import { slice } from "../python/slice.ts";
import { Undefined } from "../python/undefined.ts";
import type { Value } from "../python/value.ts";
import { parseJsonPath } from "./jsonpath-parser.ts";
import type { Condition, Operand, Selector, Step } from "./jsonpath-parser.ts";

export const JSONPATH_FILTERS: Readonly<Record<string, Operation<Value>>> = {
  /** None without a match, one match as it is, several as a list; with `return_list` always a list. */
  jsonpath: operation({ path: REQUIRED, return_list: false }, (value, args, machine) => {
    if (value instanceof Undefined) value.fail();
    const found = select([value], parseJsonPath(print(args.path, machine.budget)), machine);
    if (truthy(args.return_list) || found.length > 1) return machine.budget.list(found);
    return found[0] ?? null;
  }),
};

function select(roots: readonly Value[], steps: readonly Step[], machine: Machine): Value[] {
  let nodes = [...roots];
  for (const step of steps) {
    const from = step.deep ? nodes.flatMap((node) => descendants(node, machine)) : nodes;
    nodes = from.flatMap((node) => step.selectors.flatMap((selector) => apply(selector, node, machine)));
    machine.budget.bytes(16 * (from.length + nodes.length));
  }
  return nodes;
}

function descendants(node: Value, machine: Machine, found: Value[] = []): Value[] {
  machine.budget.step(4);
  found.push(node);
  machine.budget.nested(() => {
    for (const child of children(node)) descendants(child, machine, found);
  });
  return found;
}

function children(node: Value): Value[] {
  if (Array.isArray(node)) return node;
  return node instanceof Map ? [...node.values()] : [];
}

function apply(selector: Selector, node: Value, machine: Machine): Value[] {
  const { budget } = machine;
  budget.step();
  switch (selector.kind) {
    case "all":
      budget.step(children(node).length);
      return children(node);
    case "key": {
      const value = node instanceof Map ? node.get(selector.key) : undefined;
      return value === undefined ? [] : [value];
    }
    case "index": {
      const value = Array.isArray(node) ? node.at(selector.index) : undefined;
      return value === undefined ? [] : [value];
    }
    case "slice":
      return Array.isArray(node) ? (slice(node, selector, budget) as Value[]) : [];
    case "filter":
      return children(node).filter((child) => holds(selector.condition, child, machine));
    default:
      return selector satisfies never;
  }
}

function holds(condition: Condition, node: Value, machine: Machine): boolean {
  machine.budget.step();
  switch (condition.kind) {
    case "or":
      return condition.parts.some((part) => holds(part, node, machine));
    case "and":
      return condition.parts.every((part) => holds(part, node, machine));
    case "not":
      return !holds(condition.part, node, machine);
    case "exists":
      return valueOf(condition.operand, node, machine) !== undefined;
    case "compare": {
      const left = valueOf(condition.left, node, machine);
      const right = valueOf(condition.right, node, machine);
      return left !== undefined && right !== undefined && compares(left, condition.operator, right, machine);
    }
    default:
      return condition satisfies never;
  }
}

function valueOf(operand: Operand, node: Value, machine: Machine): Value | undefined {
  return operand.kind === "literal" ? operand.value : select([node], operand.steps, machine)[0];
}

/** Kinds that have no order do not match, instead of failing the whole path. */
function compares(left: Value, operator: string, right: Value, { budget }: Machine): boolean {
  if (operator === "==") return equals(left, right, budget);
  if (operator === "!=") return !equals(left, right, budget);
  const numbers = typeof left !== "string" && typeof right !== "string";
  const comparable = isScalar(left) && isScalar(right) && numbers === (typeof left !== "string");
  if (!comparable || (typeof left === "string") !== (typeof right === "string")) return false;
  const order = compare(left, right, operator, budget);
  if (operator === "<") return order < 0;
  if (operator === "<=") return order <= 0;
  return operator === ">" ? order > 0 : order >= 0;
}

function isScalar(value: Value): boolean {
  return typeof value === "string" || typeof value === "bigint" || typeof value === "number";
}
