import { REQUIRED, operation, plain } from "../evaluate/signature.ts";
import type { Operation } from "../evaluate/signature.ts";
import { Fault } from "../error.ts";
import { FILTERS } from "../filters/registry.ts";
import { binary } from "../python/arithmetic.ts";
import { Callable } from "../python/callable.ts";
import { asText, compare, equals } from "../python/compare.ts";
import { Markup } from "../python/markup.ts";
import { asNumber } from "../python/numbers.ts";
import { print } from "../python/printer.ts";
import { Range } from "../python/range.ts";
import { contains, iterableOf } from "../python/sequence.ts";
import { isLower, isUpper } from "../python/text-case.ts";
import { Tuple } from "../python/tuple.ts";
import { typeName } from "../python/type-name.ts";
import { Undefined } from "../python/undefined.ts";
import type { Value } from "../python/value.ts";

const OTHER = { other: REQUIRED } as const;

const equalTo = operation<Value, typeof OTHER>(OTHER, (value, { other }, { budget }) =>
  equals(value, other, budget),
);
const differs = operation<Value, typeof OTHER>(
  OTHER,
  (value, { other }, { budget }) => !equals(value, other, budget),
);
const less = ordering("<", (order) => order < 0);
const lessOrEqual = ordering("<=", (order) => order <= 0);
const greater = ordering(">", (order) => order > 0);
const greaterOrEqual = ordering(">=", (order) => order >= 0);

const BUILT_IN: Readonly<Record<string, Operation<Value>>> = {
  defined: plain((value) => !(value instanceof Undefined)),
  undefined: plain((value) => value instanceof Undefined),
  none: plain((value) => value === null),
  boolean: plain((value) => typeof value === "boolean"),
  true: plain((value) => value === true),
  false: plain((value) => value === false),
  integer: plain((value) => typeof value === "bigint"),
  float: plain((value) => typeof value === "number"),
  number: plain((value) => asNumber(value) !== null),
  string: plain((value) => asText(value) !== null),
  mapping: plain((value) => value instanceof Map),
  sequence: plain((value) => isSequence(value)),
  iterable: plain((value) => iterableOf(value) !== null),
  callable: plain((value) => value instanceof Callable || value instanceof Undefined),
  escaped: plain((value) => value instanceof Markup),
  lower: printed(isLower),
  upper: printed(isUpper),
  odd: plain((value, { budget }) => equals(binary("%", value, 2n, budget), 1n, budget)),
  even: plain((value, { budget }) => equals(binary("%", value, 2n, budget), 0n, budget)),
  divisibleby: operation({ num: REQUIRED }, (value, { num }, { budget }) =>
    equals(binary("%", value, num, budget), 0n, budget),
  ),
  in: operation({ seq: REQUIRED }, (value, { seq }, { budget }) => contains(seq, value, budget)),
  sameas: operation(OTHER, (value, { other }) => value === other),
  filter: plain((value) => FILTERS.has(nameIn(value))),
  test: plain((value) => TESTS.has(nameIn(value))),
  eq: equalTo,
  equalto: equalTo,
  "==": equalTo,
  ne: differs,
  "!=": differs,
  lt: less,
  lessthan: less,
  "<": less,
  le: lessOrEqual,
  "<=": lessOrEqual,
  gt: greater,
  greaterthan: greater,
  ">": greater,
  ge: greaterOrEqual,
  ">=": greaterOrEqual,
};

/** What can stand after `is`. */
export const TESTS: ReadonlyMap<string, Operation<Value>> = new Map(Object.entries(BUILT_IN));

export function hasTest(name: string): boolean {
  return TESTS.has(name);
}

function printed(holds: (text: string) => boolean): Operation<Value> {
  return plain((value, { budget }) => {
    const text = print(value, budget);
    budget.walk(text);
    return holds(text);
  });
}

function ordering(operator: string, holds: (order: number) => boolean): Operation<Value> {
  return operation(OTHER, (value, { other }, { budget }) => holds(compare(value, other, operator, budget)));
}

function isSequence(value: Value): boolean {
  if (asText(value) !== null || Array.isArray(value) || value instanceof Map) return true;
  return value instanceof Tuple || value instanceof Range || value instanceof Undefined;
}

/** What is no text names nothing; a list cannot even be looked up. */
function nameIn(value: Value): string {
  if (Array.isArray(value) || value instanceof Map)
    throw new Fault("type", `unhashable type: '${typeName(value)}'`);
  return asText(value) ?? "";
}
