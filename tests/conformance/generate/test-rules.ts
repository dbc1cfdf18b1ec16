import type { Rule } from "./grammar.ts";

const PLAIN = [
  "defined",
  "undefined",
  "none",
  "number",
  "string",
  "mapping",
  "iterable",
  "sequence",
  "callable",
  "boolean",
  "true",
  "false",
  "integer",
  "float",
  "escaped",
  "lower",
  "upper",
  "odd",
  "even",
  "filter",
  "test",
];

/** Everything that can stand after `is`. */
export const TEST_RULES: readonly Rule[] = [
  (g) => `${g.whole("any")} is ${g.random.chance(0.3) ? "not " : ""}${g.random.pick(PLAIN)}`,
  (g) =>
    `${g.whole("int")} is ${g.random.chance(0.3) ? "not " : ""}${g.random.pick(["odd", "even", "divisibleby 3", `divisibleby(${g.int})`])}`,
  (g) => `${g.whole("str")} is ${g.random.pick(["lower", "upper", "string", "filter"])}`,
  (g) =>
    `${g.whole("any")} is ${g.random.pick(["eq", "equalto", "==", "ne", "!=", "sameas"])}(${g.any})`.replace(
      /is (==|!=)/,
      "is eq",
    ),
  (g) =>
    `${g.whole("int")} is ${g.random.pick(["gt", "ge", "lt", "le", "greaterthan", "lessthan"])} ${g.random.pick(["3", "0", "i", "j"])}`,
  (g) => `${g.whole("any")} is in ${g.whole("list")}`,
  (g) => `${g.whole("any")} is not in(${g.list})`,
];
