import { evaluate, fromPlain, parseExpression, truthy } from "@riposte/template";
import type { Context } from "@riposte/template";
import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { OPERATORS } from "./condition.ts";
import type { Group, Operand, Operator, Part, Row } from "./condition.ts";
import { rowsOf } from "./from-template.ts";
import { valueText } from "./literal-text.ts";
import { templateOf } from "./to-template.ts";

const group = (join: Group["join"], ...parts: readonly Part[]): Group => ({ kind: "group", join, parts });
const row = (field: string, operator: Operator, value: Operand | null): Row => ({
  kind: "row",
  field,
  operator,
  value,
});
const value = (text: string): Operand => ({ kind: "value", text });

describe("rows as a template", () => {
  test.each([
    [group("and", row("steps.a.score", "greater", value("50"))), "steps.a.score > 50"],
    [group("and", row("a", "equals", value("high"))), "a == 'high'"],
    [group("and", row("a", "equals", value('"5"'))), "a == '5'"],
    [group("and", row("a", "equals", { kind: "data", text: "b + 1" })), "a == (b + 1)"],
    [group("and", row("a | lower", "starts_with", value("x"))), "(a | lower).startswith('x')"],
    [group("and", row("tags", "contains", value("vip"))), "'vip' in tags"],
    [group("and", row("a", "one_of", value('["x", 1]'))), "a is in(['x', 1])"],
    [group("or", row("a", "holds", null), row("b", "exists_not", null)), "a or b is not defined"],
    [
      group(
        "and",
        row("a", "holds", null),
        group("or", row("b", "holds", null), row("c", "holds_not", null)),
      ),
      "a and (b or not c)",
    ],
    [group("and", row("", "equals", value("x")), row("a", "holds", null)), "a"],
  ])("%j", (rows, text) => {
    expect(templateOf(rows)).toBe(text);
  });
});

describe("a template as rows", () => {
  test.each([
    ["a in ['x', 'y']", [row("a", "one_of", value('["x","y"]'))]],
    ["a in b", [row("b", "contains", { kind: "data", text: "a" })]],
    ["a == -5", [row("a", "equals", value("-5"))]],
    ["a == none", [row("a", "equals", value("null"))]],
    ["a | length > 3", [row("a | length", "greater", value("3"))]],
    ["(a and b) and c", [row("a", "holds", null), row("b", "holds", null), row("c", "holds", null)]],
  ])("%s", (text, parts) => {
    expect(rowsOf(text)).toEqual({ group: group("and", ...parts) });
  });

  test.each([
    ["1 < a < 5", "1 < a < 5"],
    ["a and (b if c else d)", "b if c else d"],
    ["not (a or b)", "a or b"],
    ["a is divisibleby 3", "a is divisibleby 3"],
    ["(a == b) == c", "a == b"],
    ["(a + b) | length > 3", "(a + b) | length > 3"],
    ["a ==", null],
  ])("%s stays a template", (text, unsaid) => {
    expect(rowsOf(text)).toEqual({ unsaid });
  });
});

const FIELDS = ["a", "b.c", "b['x-y']", "list", "a | lower", "list | length", "word"];
const scalar = fc.oneof(
  fc.string({ maxLength: 4 }),
  fc.constantFrom("5", "true", "null", "it's", "\\", "{{ a }}", "low", "5.0"),
  fc.bigInt({ min: -9n, max: 9n }),
  fc.boolean(),
  fc.constant(null),
  fc.constantFrom(0.5, -2.25, 1e21),
);
const literal = fc.oneof(scalar, fc.array(scalar, { maxLength: 3 })).map((data) => value(valueText(data)));
const data = fc.constantFrom("a", "b.c", "list[0]").map((text): Operand => ({ kind: "data", text }));
const anyRow = fc
  .tuple(
    fc.constantFrom(...FIELDS),
    fc.constantFrom(...(Object.keys(OPERATORS) as Operator[])),
    literal,
    data,
  )
  .chain(([field, operator, one, other]) =>
    fc.boolean().map((isData) => {
      if (!OPERATORS[operator].takesValue) return row(field, operator, null);
      return row(field, operator, isData ? other : one);
    }),
  );

/** Joins alternate: alike ones within each other are one. */
const parts = (join: Group["join"], depth: number): fc.Arbitrary<readonly Part[]> => {
  const inner = join === "and" ? "or" : "and";
  const nested = depth === 0 ? anyRow : fc.oneof(anyRow, groups(inner, depth - 1));
  return fc.array(nested, { minLength: 2, maxLength: 3 });
};
const groups = (join: Group["join"], depth: number): fc.Arbitrary<Group> =>
  parts(join, depth).map((all) => group(join, ...all));
const conditions = fc.oneof(groups("and", 2), groups("or", 2));

test("rows come back from their template as they were", () => {
  fc.assert(
    fc.property(conditions, (rows) => {
      expect(rowsOf(templateOf(rows))).toEqual({ group: rows });
    }),
  );
});

const CONTEXT: Context = new Map(
  ["low", 5, "5", true, null].map((a, at) => [`c${at}`, a] as const).map(([name, a]) => [name, fromPlain(a)]),
);

function holds(text: string, context: Context): string {
  try {
    return String(truthy(evaluate(parseExpression(text), context)));
  } catch (error) {
    return error instanceof Error ? "fails" : "";
  }
}

test("a template that became rows and a template again decides as it did", () => {
  const atoms = fc.constantFrom(
    "a",
    "a == 'low'",
    "'x' in word",
    "a in ['low', 5]",
    "a in list",
    "word.startswith('lo')",
    "not a",
    "a is not none",
    "nowhere is defined",
    "list | length >= 2",
    "a != -1",
  );
  const texts = fc.letrec<{ whole: string }>((tie) => ({
    whole: fc.oneof(
      { depthSize: "small" },
      atoms,
      fc
        .tuple(tie("whole"), fc.constantFrom("and", "or"), tie("whole"))
        .map(([left, join, right]) => `(${left}) ${join} (${right})`),
    ),
  })).whole;
  fc.assert(
    fc.property(texts, fc.constantFrom(...CONTEXT.values()), (text, a) => {
      const found = rowsOf(text);
      if (!("group" in found)) throw new Error(`${text} has no rows.`);
      const context = new Map(CONTEXT)
        .set("a", a)
        .set("word", "lower")
        .set("list", fromPlain(["low", 5]));
      expect(holds(templateOf(found.group), context)).toBe(holds(text, context));
    }),
  );
});
