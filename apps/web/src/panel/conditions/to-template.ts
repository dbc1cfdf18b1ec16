import { parseExpression } from "@riposte/template";
import type { Expression } from "@riposte/template";
import type { Group, Operand, Operator, Part, Row } from "./condition.ts";
import { literalOf, typedValue } from "./literal-text.ts";

type Written = (field: string, value: string) => string;

/** How a template says it; field and value stand where they need no parentheses any more. */
const WRITTEN = {
  equals: (field, value) => `${field} == ${value}`,
  not_equals: (field, value) => `${field} != ${value}`,
  greater: (field, value) => `${field} > ${value}`,
  at_least: (field, value) => `${field} >= ${value}`,
  less: (field, value) => `${field} < ${value}`,
  at_most: (field, value) => `${field} <= ${value}`,
  contains: (field, value) => `${value} in ${field}`,
  not_contains: (field, value) => `${value} not in ${field}`,
  one_of: (field, value) => `${field} is in(${value})`,
  not_one_of: (field, value) => `${field} is not in(${value})`,
  starts_with: (field, value) => `${field}.startswith(${value})`,
  ends_with: (field, value) => `${field}.endswith(${value})`,
  holds: (field) => field,
  holds_not: (field) => `not ${field}`,
  exists: (field) => `${field} is defined`,
  exists_not: (field) => `${field} is not defined`,
  nothing: (field) => `${field} is none`,
  something: (field) => `${field} is not none`,
} as const satisfies Record<Operator, Written>;

/** The condition as an expression. Rows whose field nobody has filled in yet are left out. */
export function templateOf(group: Group): string {
  return written(group, true);
}

function written(part: Part, isWhole: boolean): string {
  if (part.kind === "row") return rowText(part);
  const parts = part.parts.map((inner) => written(inner, false)).filter((text) => text !== "");
  const text = parts.join(` ${part.join} `);
  return isWhole || parts.length < 2 ? text : `(${text})`;
}

function rowText({ field, operator, value }: Row): string {
  if (field.trim() === "") return "";
  const isObject = operator === "starts_with" || operator === "ends_with";
  return WRITTEN[operator](
    enclosed(field, isObject ? MEMBERS : OPERANDS),
    value === null ? "" : operandText(value),
  );
}

function operandText({ kind, text }: Operand): string {
  if (kind === "value") return literalOf(typedValue(text));
  return text.trim() === "" ? "''" : enclosed(text, OPERANDS);
}

type Kinds = ReadonlySet<Expression["kind"]>;

/** What a point can follow. */
const MEMBERS: Kinds = new Set(["name", "attribute", "item", "call"]);
/** What binds closer than any operator of ours. */
const OPERANDS: Kinds = new Set([...MEMBERS, "filter", "constant", "list", "dict"]);

/** In parentheses, unless it is one of these; what cannot be read is left as it is, and told to be wrong. */
function enclosed(text: string, kinds: Kinds): string {
  const trimmed = text.trim();
  try {
    const { single } = parseExpression(trimmed);
    return single === null || kinds.has(single.kind) ? trimmed : `(${trimmed})`;
  } catch {
    return trimmed;
  }
}
