import type { Grammar } from "./grammar.ts";

const OPERATORS = [
  "+",
  "-",
  "*",
  "/",
  "//",
  "%",
  "**",
  "~",
  "==",
  "!=",
  "<",
  ">",
  "<=",
  ">=",
  "in",
  "not in",
  "and",
  "or",
  "and not",
  "or not",
  "+ -",
  "- -",
  "** -",
  "is eq",
  "is not eq",
  "if",
  "|| ",
];
const SUFFIXES = [
  " | abs",
  " | string",
  " | length",
  " is none",
  " is not none",
  " is odd",
  " is defined",
  " | default(2)",
  "[0]",
  ".a",
  " | float",
  " is divisibleby 2",
  " is string",
  "[-1]",
  "[:2]",
  " | int + 1",
  "()",
  ".0",
  " | first",
  " is sameas none",
];

/** A row of operators without brackets: what binds tighter shows in the value. */
export function soup(g: Grammar): string {
  const { random } = g;
  const operand = (): string => {
    const sign = random.chance(0.12) ? random.pick(["-", "+", "not ", "- "]) : "";
    const suffix = random.chance(0.25) ? random.pick(SUFFIXES) : "";
    const value = random.pick([...OPERANDS, g.random.chance(0.3) ? g.any : "2"]);
    return sign + value + suffix;
  };
  let written = operand();
  for (const operator of random.times(1, 5, () => random.pick(OPERATORS))) {
    if (operator === "if") written += ` if ${operand()} else ${operand()}`;
    else if (operator === "|| ")
      written += ` | ${random.pick(["string", "int", "list", "upper", "default(1)", "length"])}`;
    else written += ` ${operator} ${operand()}`;
  }
  return written;
}

const OPERANDS = [
  "1",
  "2",
  "3",
  "0",
  "7",
  "2.5",
  "-1",
  "true",
  "false",
  "none",
  "'a'",
  "'12'",
  "''",
  "[1, 2]",
  "[]",
  "{'a': 1}",
  "(1, 2)",
  "i",
  "j",
  "f",
  "s",
  "l",
  "d",
  "yes",
  "n",
  "nope",
  "words",
  "d.name",
  "counts.a",
  "rows[0].id",
  "()",
  "(3,)",
];
