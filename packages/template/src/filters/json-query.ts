import type { Machine } from "../evaluate/machine.ts";
import { REQUIRED, operation } from "../evaluate/signature.ts";
import type { Operation } from "../evaluate/signature.ts";
import { Fault } from "../error.ts";
import { compare, equals } from "../python/compare.ts";
import { print } from "../python/printer.ts";
import { slice } from "../python/slice.ts";
import { Undefined } from "../python/undefined.ts";
import type { Value } from "../python/value.ts";
import { QUERY_FUNCTIONS } from "./json-query-functions.ts";
import { parseJsonQuery } from "./json-query-parser.ts";
import type { Query } from "./json-query-parser.ts";

export const JSON_QUERY_FILTERS: Readonly<Record<string, Operation<Value>>> = {
  /** JMESPath; what is not there is None. */
  json_query: operation({ expr: REQUIRED }, (value, { expr }, machine) => {
    if (value instanceof Undefined) value.fail();
    return search(parseJsonQuery(print(expr, machine.budget)), value, machine);
  }),
};

function search(query: Query, value: Value, machine: Machine): Value {
  const { budget } = machine;
  budget.step();
  switch (query.kind) {
    case "identity":
      return value;
    case "literal":
      return query.value;
    case "field":
      return value instanceof Map ? (value.get(query.name) ?? null) : null;
    case "index":
      return Array.isArray(value) ? (value.at(query.index) ?? null) : null;
    case "slice": {
      const [start = null, stop = null, step = null] = query.bounds;
      return Array.isArray(value) ? slice(value, { start, stop, step }, budget) : null;
    }
    case "chain":
      return search(query.right, search(query.left, value, machine), machine);
    case "or": {
      const left = search(query.left, value, machine);
      return holds(left) ? left : search(query.right, value, machine);
    }
    case "and": {
      const left = search(query.left, value, machine);
      return holds(left) ? search(query.right, value, machine) : left;
    }
    case "not":
      return !holds(search(query.of, value, machine));
    case "compare":
      return compares(
        search(query.left, value, machine),
        query.operator,
        search(query.right, value, machine),
        machine,
      );
    case "flatten": {
      const items = search(query.of, value, machine);
      return Array.isArray(items) ? budget.list(items.flat()) : null;
    }
    case "project": {
      const items = search(query.left, value, machine);
      if (!Array.isArray(items)) return null;
      const { test } = query;
      const kept = test === null ? items : items.filter((item) => holds(search(test, item, machine)));
      return project(kept, query.right, machine);
    }
    case "project_values": {
      const dict = search(query.left, value, machine);
      return dict instanceof Map ? project([...dict.values()], query.right, machine) : null;
    }
    case "list":
      return value === null ? null : budget.list(query.items.map((item) => search(item, value, machine)));
    case "dict":
      if (value === null) return null;
      return budget.dict(query.entries.map(([key, item]) => [key, search(item, value, machine)] as const));
    case "call":
      return call(query, value, machine);
    case "reference":
      throw new Fault("value", "& stands only before an argument of a function.");
    default:
      return query satisfies never;
  }
}

function project(items: readonly Value[], right: Query, machine: Machine): Value {
  return machine.budget.list(
    items.map((item) => search(right, item, machine)).filter((found) => found !== null),
  );
}

function call({ name, args }: Query & { kind: "call" }, value: Value, machine: Machine): Value {
  const run = QUERY_FUNCTIONS.get(name);
  if (run === undefined) throw new Fault("value", `A query has no function ${name}().`);
  const references = args.map((arg) =>
    arg.kind === "reference" ? (item: Value) => search(arg.of, item, machine) : null,
  );
  const values = args.map((arg) => (arg.kind === "reference" ? null : search(arg, value, machine)));
  return run({ values, references, machine });
}

/** What JMESPath calls true; a zero is. */
function holds(value: Value): boolean {
  if (value === null || value === false || value === "") return false;
  if (Array.isArray(value)) return value.length > 0;
  return !(value instanceof Map) || value.size > 0;
}

function compares(left: Value, operator: string, right: Value, { budget }: Machine): Value {
  if (operator === "==" || operator === "!=") {
    const sameKind = (typeof left === "boolean") === (typeof right === "boolean");
    return (sameKind && equals(left, right, budget)) === (operator === "==");
  }
  if (!hasOrder(left) || !hasOrder(right)) return null;
  const order = compare(left, right, operator, budget);
  if (operator === "<") return order < 0;
  if (operator === "<=") return order <= 0;
  return operator === ">" ? order > 0 : order >= 0;
}

function hasOrder(value: Value): boolean {
  return typeof value === "bigint" || typeof value === "number" || typeof value === "string";
}
