import {
  encodeData,
  evaluate,
  filterSignatures,
  fromPlain,
  methodNames,
  parseExpression,
  TemplateError,
  testNames,
} from "@riposte/template";
import type { Context, Data } from "@riposte/template";
import * as fc from "fast-check";
import { expect, test } from "vitest";
import type { JsonObject, JsonValue } from "../plan.ts";
import { containsValue } from "./contains-value.ts";
import { FILTER_RULES } from "./filters.ts";
import { typeOfSchema } from "./from-schema.ts";
import { inferTemplate } from "./infer-template.ts";
import { METHODS } from "./methods.ts";
import { isTest } from "./tests.ts";
import { wordsOf } from "./words.ts";

test("every filter, test and method of templates has a type", () => {
  expect(Object.keys(FILTER_RULES).toSorted()).toEqual(filterSignatures().map(({ name }) => name));
  for (const name of testNames()) expect(isTest(name), name).toBe(true);
  for (const [kind, names] of Object.entries(methodNames())) {
    const known = Object.keys(METHODS[kind as "string"] ?? {});
    for (const name of names) expect(known, `${kind}.${name}`).toContain(name);
  }
});

/** A schema, and what fits it. */
interface Sample {
  readonly schema: JsonObject;
  readonly value: JsonValue | undefined;
}

const scalar: fc.Arbitrary<Sample> = fc.oneof(
  fc.integer({ min: -9, max: 70 }).map((value) => ({ schema: { type: "integer" }, value })),
  fc.constantFrom(0.5, -2.25, 3).map((value) => ({ schema: { type: "number" }, value })),
  fc.boolean().map((value) => ({ schema: { type: "boolean" }, value })),
  fc.constant({ schema: { type: "null" }, value: null }),
  fc.constantFrom("", "a", "b c", "12", "Zoë", "a=b").map((value) => ({ schema: { type: "string" }, value })),
  fc.constantFrom("low", "high").map((value) => ({ schema: { enum: ["low", "high"] }, value })),
  fc
    .constantFrom("low", "high")
    .map((value) => ({ schema: { anyOf: [{ type: "string" }, { type: "null" }] }, value })),
  fc.constantFrom(null, 1, "x").map((value) => ({ schema: {}, value })),
  fc.constant({ schema: { type: ["string", "integer"] }, value: "x" }),
);

const sample: fc.Arbitrary<Sample> = fc.letrec<{ any: Sample }>((tie) => ({
  any: fc.oneof(
    { maxDepth: 3, withCrossShrink: true },
    scalar,
    fc.array(tie("any"), { maxLength: 3 }).map((items): Sample => ({
      schema: {
        type: "array",
        items: items.length === 0 ? {} : { anyOf: items.map(({ schema }) => schema) },
      },
      value: items.map(({ value }) => value ?? null),
    })),
    fc
      .dictionary(fc.constantFrom("a", "b", "items", "k"), fc.tuple(tie("any"), fc.boolean()), { maxKeys: 3 })
      .map((fields): Sample => ({
        schema: {
          type: "object",
          properties: Object.fromEntries(
            Object.entries(fields).map(([name, [{ schema }]]) => [name, schema]),
          ),
          required: Object.entries(fields).flatMap(([name, [, isThere]]) => (isThere ? [name] : [])),
          additionalProperties: false,
        },
        value: Object.fromEntries(
          Object.entries(fields).flatMap(([name, [{ value }, isThere]]) =>
            isThere ? [[name, value ?? null]] : [],
          ),
        ),
      })),
  ),
})).any;

const ARGUMENTS: Readonly<Record<string, readonly string[]>> = {
  replace: ["('a', 'b')"],
  join: ["", "('-')", "(', ', 'a')"],
  default: ["", "('x')", "(1, true)", "(none)", "(y)"],
  d: ["('x')"],
  batch: ["(2)", "(2, 'x')"],
  slice: ["(2)", "(2, none)", "(3, 0)"],
  sum: ["", "('a')", "(start=0.5)"],
  groupby: ["('a')"],
  difference: ["(y)", "([1])"],
  flatten: ["", "(1)"],
  ternary: ["(1, 'no')", "(y, x, 'n')"],
  attr: ["('a')"],
  map: [
    "('upper')",
    "(attribute='a')",
    "(attribute='a.0', default=1)",
    "(attribute='a.0', default='tag')",
    "('length')",
    "('default', 3)",
    "('int')",
  ],
  select: ["", "('string')", "('defined')"],
  reject: ["", "('none')"],
  selectattr: ["('a')", "('a', 'defined')"],
  rejectattr: ["('a')"],
  format: ["(1)", "('x')"],
  regex_match: ["('a')"],
  regex_search: ["('a')", "('(a)(b)?', '\\\\1', '\\\\2')"],
  regex_findall: ["('a')", "('(a)(b)?')"],
  regex_replace: ["('a', 'b')"],
  jsonpath: ["('$.a')", "('$..*')"],
  json_query: ["('a')", "('[].a')"],
  int: ["", "('x')", "(none)"],
  float: ["", "(none)"],
  round: ["", "(1)", "(0, 'floor')"],
  sort: ["", "(attribute='a')", "(reverse=true)"],
  min: ["", "(attribute='a')"],
  max: [""],
  truncate: ["", "(5)"],
  tojson: ["", "(2)"],
};

const filter = fc
  .constantFrom(...Object.keys(FILTER_RULES).filter((name) => name !== "time_with_delta"))
  .chain((name) => fc.constantFrom(...(ARGUMENTS[name] ?? [""])).map((args) => `| ${name}${args}`));
const step = fc.oneof(
  { weight: 4, arbitrary: filter },
  {
    weight: 3,
    arbitrary: fc.constantFrom(".a", ".b", "[0]", "[-1]", "['a']", "['items']", "[1:]", "[::-1]", "[y]"),
  },
  {
    weight: 2,
    arbitrary: fc.constantFrom(
      ".items()",
      ".keys() | list",
      ".values() | list",
      ".get('a')",
      ".get('a', 1)",
      ".get(y)",
      ".upper()",
      ".split()",
      ".partition('a')",
      ".strip()",
      ".count('a')",
      ".copy()",
      ".startswith('a')",
      ".items",
      ".bit_length()",
      ".real",
    ),
  },
);
const chain = fc
  .tuple(
    fc.constantFrom(
      "x",
      "x",
      "x",
      "x.a",
      "x[0]",
      "[x, y]",
      "{'a': x, 1: y}",
      "(x, 1)",
      "{'a': x}",
      "range(3)",
    ),
    fc.array(step, { maxLength: 4 }),
  )
  .map(([start, steps]) =>
    steps.reduce((text, one) => (one.startsWith("|") ? `(${text} ${one})` : `${text}${one}`), start),
  );
const TESTS = [
  "defined",
  "none",
  "string",
  "mapping",
  "number",
  "sequence",
  "iterable",
  "boolean",
  "true",
  "undefined",
  "integer",
  "float",
  "eq(1)",
  "in(y)",
  "lt(2)",
  "callable",
];
const expression = fc.letrec<{ any: string }>((tie) => ({
  any: fc.oneof(
    { maxDepth: 2, depthIdentifier: "e" },
    chain,
    fc
      .tuple(
        tie("any"),
        fc.constantFrom(
          "+",
          "-",
          "*",
          "/",
          "//",
          "%",
          "~",
          "==",
          "!=",
          "<",
          ">=",
          "in",
          "not in",
          "and",
          "or",
        ),
        tie("any"),
      )
      .map(([a, o, b]) => `(${a}) ${o} (${b})`),
    fc.tuple(tie("any"), tie("any"), tie("any")).map(([a, b, c]) => `((${a}) if (${b}) else (${c}))`),
    fc
      .tuple(fc.constantFrom("x", "x.a", "y", "x[0]"), fc.constantFrom(...TESTS), tie("any"), fc.boolean())
      .map(
        ([path, name, value, isNot]) =>
          `((${value}) if ${path} is ${isNot ? "not " : ""}${name} else ${path})`,
      ),
    fc.tuple(tie("any"), fc.constantFrom(...TESTS)).map(([a, t]) => `(${a}) is ${t}`),
    fc.tuple(fc.constantFrom("x", "x.a", "y"), tie("any")).map(([path, value]) => `${path} and (${value})`),
    fc.constantFrom("x == 'low' and x", "x != none and x", "not x or x", "(x or y) ~ 'a'", "-x", "x < y < 3"),
  ),
})).any;

function attempt<T>(run: () => T): { readonly value: T } | TemplateError {
  try {
    return { value: run() };
  } catch (error) {
    if (error instanceof TemplateError) return error;
    throw error;
  }
}

test("what a template gives is of the type it was inferred to have, and what is called an error fails", () => {
  let worked = 0;
  fc.assert(
    fc.property(sample, sample, expression, (x, y, text) => {
      const parsed = attempt(() => parseExpression(text));
      if (parsed instanceof TemplateError) return;
      const names = new Map([
        ["x", x],
        ["y", y],
      ]);
      const inferred = inferTemplate(parsed.value, (name) => {
        const found = names.get(name);
        return found === undefined ? null : typeOfSchema(found.schema);
      });
      const context: Context = new Map<string, Data>([
        ["x", fromPlain(x.value)],
        ["y", fromPlain(y.value)],
      ]);
      const given = attempt(() => evaluate(parsed.value, context, { now: 0 }));
      const told = inferred.findings.filter(({ isCertain, code }) => isCertain && code !== "unknown_field");
      if (given instanceof TemplateError) return;
      worked += 1;
      expect(told, text).toEqual([]);
      expect(
        containsValue(inferred.type, given.value),
        `${text} gave ${encodeData(given.value)}, not ${wordsOf(inferred.type)}`,
      ).toBe(true);
    }),
    { numRuns: Number(process.env["SOUNDNESS_RUNS"] ?? 4_000) },
  );
  expect(worked).toBeGreaterThan(100);
});
