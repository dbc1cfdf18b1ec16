import { childrenOf } from "./ast/children.ts";
import type { Arguments, Expression, Filter } from "./ast/expression.ts";
import { partsOf } from "./ast/names.ts";
import type { Statement } from "./ast/statement.ts";
import type { Range } from "./error.ts";
import { REGEX_FILTERS } from "./filters/regex.ts";
import { faultOfPattern } from "./python/regex.ts";
import type { Template } from "./syntax/template.ts";

/** A regular expression in a template that no data can make work. */
export interface PatternFault {
  readonly message: string;
  readonly range: Range;
}

/** Of the patterns that are written out; one that is put together at run time is judged then. */
export function patternFaults(template: Template): PatternFault[] {
  return template.body.flatMap(inStatement);
}

function inStatement(statement: Statement): PatternFault[] {
  const { expressions = [], bodies = [] } = partsOf(statement);
  return [
    ...expressions.filter((expression) => expression !== null).flatMap(inExpression),
    ...bodies.flat().flatMap(inStatement),
  ];
}

function inExpression(expression: Expression): PatternFault[] {
  const own = expression.kind === "filter" ? inFilter(expression) : [];
  return [...own, ...childrenOf(expression).flatMap(inExpression)];
}

function inFilter(filter: Filter): PatternFault[] {
  const pattern = patternOf(filter);
  if (pattern?.kind !== "constant" || typeof pattern.value !== "string") return [];
  const message = faultOfPattern(pattern.value);
  return message === null ? [] : [{ message, range: pattern.range }];
}

/** Also where another filter is given its name: `map('regex_search', '…')`. */
function patternOf({ name, arguments: args }: Filter): Expression | undefined {
  if (Object.hasOwn(REGEX_FILTERS, name)) return args.positional[0] ?? named(args);
  const [given] = args.positional;
  const isApplied = name === "map" && given?.kind === "constant" && typeof given.value === "string";
  return isApplied && Object.hasOwn(REGEX_FILTERS, given.value)
    ? (args.positional[1] ?? named(args))
    : undefined;
}

function named(args: Arguments): Expression | undefined {
  return args.named.find(({ name }) => name === "pattern")?.value;
}
