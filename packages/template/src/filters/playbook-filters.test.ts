import { describe, expect, test } from "vitest";
import { evaluate, fromPlain, parse, TemplateError } from "../index.ts";
import type { Data } from "../index.ts";

const context = fromPlain({
  s: "user=bob id=42 user=eve id=7",
  store: {
    book: [
      { t: "A", p: 8 },
      { t: "B", p: 12, "x.y": 1 },
      { t: "C", p: 20 },
    ],
    "a.b": { c: 5 },
  },
  nested: [1, [2, [3, null]], []],
}) as ReadonlyMap<string, Data>;

function value(expression: string): unknown {
  return evaluate(parse(`{{ ${expression} }}`), context, {
    now: Date.UTC(2026, 10, 21, 5, 30, 0, 250),
    seed: "s",
  });
}

describe("regular expressions", () => {
  test.each<[string, unknown]>([
    ["s | regex_match('user')", true],
    ["s | regex_match('bob')", false],
    ["s | regex_match('USER', ignore_case=true)", true],
    ["s | regex_match('USER', true)", true],
    ["s | regex_search('id=[0-9]+')", "id=42"],
    ["s | regex_search('id=(\\\\d+)', '\\\\1')", ["42"]],
    ["s | regex_search('(?P<k>id)=(?P<v>\\\\d+)', '\\\\g<v>', '\\\\g<k>')", ["42", "id"]],
    ["s | regex_search('nope')", null],
    ["s | regex_findall('id=(\\\\d+)')", ["42", "7"]],
    [
      "s | regex_findall('(\\\\w+)=(\\\\d+)')",
      [
        ["id", "42"],
        ["id", "7"],
      ],
    ],
    ["s | regex_findall('bob|eve')", ["bob", "eve"]],
    ["s | regex_replace('id=(\\\\d+)', '<\\\\1>')", "user=bob <42> user=eve <7>"],
    ["s | regex_replace('user', 'u', count=1)", "u=bob id=42 user=eve id=7"],
    ["'abxd' | regex_replace('x*', '-')", "-a-b--d-"],
    ["'a\\nb' | regex_findall('^.', multiline=true)", ["a", "b"]],
    ["'😀😀' | regex_replace('', '-')", "-😀-😀-"],
    ["'a b' | regex_replace('(?P<x>a)', '[\\\\g<x>]')", "[a] b"],
  ])("%s", (expression, expected) => {
    expect(value(expression)).toStrictEqual(expected);
  });

  test.each(["s | regex_search('(?=x)')", "s | regex_search('(a)\\\\1')", "s | regex_search('(')"])(
    "%s is refused",
    (expression) => {
      expect(() => value(expression)).toThrow(TemplateError);
    },
  );
});

describe("jsonpath", () => {
  test.each<[string, unknown]>([
    ["store | jsonpath('$.book[0].t')", "A"],
    ["store | jsonpath('book[*].t')", ["A", "B", "C"]],
    ["store | jsonpath('$.book[*].t', return_list=true)", ["A", "B", "C"]],
    ["store | jsonpath('$.book[0].t', true)", ["A"]],
    ["store | jsonpath('$.nope')", null],
    ["store | jsonpath('$.nope', return_list=true)", []],
    ["store | jsonpath('$..p')", [8n, 12n, 20n]],
    ["store | jsonpath(\"$['a.b'].c\")", 5n],
    ["store | jsonpath(\"$.book[?(@.t == 'B')].p\")", 12n],
    ["store | jsonpath('$.book[?(@.p > 8 && @.p < 20)].t')", "B"],
    ["store | jsonpath('$.book[?(@.p < 10 || @.t == \"C\")].t')", ["A", "C"]],
    ["store | jsonpath(\"$.book[?(@['x.y'])].t\")", "B"],
    ["store | jsonpath('$.book[-1].t')", "C"],
    ["store | jsonpath('$.book[0:2].t')", ["A", "B"]],
    ["store | jsonpath('$.book[0,2].t')", ["A", "C"]],
  ])("%s", (expression, expected) => {
    expect(value(expression)).toStrictEqual(expected);
  });
});

describe("time, codes and lists", () => {
  test.each<[string, unknown]>([
    ["1767225600 | timestamp_to_iso8601", "2026-01-01T00:00:00Z"],
    ["'1767225600.5' | timestamp_to_iso8601", "2026-01-01T00:00:00.500000Z"],
    ["'2026-01-01T00:00:00Z' | iso8601_to_timestamp", 1767225600n],
    ["'2026-01-01T01:00:00.25+01:00' | iso8601_to_timestamp", 1767225600.25],
    ["-3600 | time_with_delta", "2026-11-21T04:30:00.250000Z"],
    ["utcnow() ~ ''", "2026-11-21 05:30:00.250000"],
    ["utcnow()", "2026-11-21T05:30:00.250000"],
    ["utcnow().strftime('%Y/%m/%d %H:%M')", "2026/11/21 05:30"],
    ["utcnow().year", 2026n],
    ["'héllo' | b64encode", "aMOpbGxv"],
    ["'aMOpbGxv' | b64decode", "héllo"],
    ["('x😀' | b64encode) | b64decode", "x😀"],
    ["'{\"a\": [1, 2.0]}' | fromjson", new Map([["a", [1n, 2]]])],
    ["255 | to_hex", "0xff"],
    ["true | ternary('y', 'n')", "y"],
    ["none | ternary('y', 'n', 'z')", "z"],
    ["nested | flatten", [1n, 2n, 3n]],
    ["nested | flatten(levels=1)", [1n, 2n, [3n, null]]],
    ["[1, 2, 2, 3] | difference([3])", [1n, 2n]],
  ])("%s", (expression, expected) => {
    expect(value(expression)).toStrictEqual(expected);
  });

  test.each([
    "'x' | iso8601_to_timestamp",
    "'2026-02-30' | iso8601_to_timestamp",
    "'a' | b64decode",
    "'{' | fromjson",
  ])("%s is refused", (expression) => {
    expect(() => value(expression)).toThrow(TemplateError);
  });

  test("without a clock there is no now, and the same seed draws the same", () => {
    expect(() => evaluate(parse("{{ utcnow() }}"), context)).toThrow("no clock");
    expect(value("range(1000) | random")).toBe(value("range(1000) | random"));
  });
});
