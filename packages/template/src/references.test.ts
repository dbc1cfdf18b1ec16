import { expect, test } from "vitest";
import { parse, parseExpression, references } from "./index.ts";

function paths(source: string): string[] {
  return references(parse(source)).map(({ path }) => path.map(String).join("/"));
}

test.each([
  ["{{ steps.x.y[0].z }}", ["steps/x/y/0/z"]],
  ["{{ steps['get alert'].title | upper }}", ["steps/get alert/title"]],
  ["{{ steps.a[vars.key].b }}", ["steps/a", "vars/key"]],
  ["{{ steps.a.title.lower() }}", ["steps/a/title"]],
  ["{{ steps.a.items() | list }}", ["steps/a"]],
  ["{{ trigger.a if trigger.b else trigger.c }}", ["trigger/b", "trigger/a", "trigger/c"]],
  ["{{ node.0.q ~ node.1 }}", ["node/0/q", "node/1"]],
  [
    "{% for item in steps.a.list %}{{ item.x }}{{ loop.index }}{{ vars.y }}{% endfor %}",
    ["steps/a/list", "vars/y"],
  ],
  ["{% for a, b in trigger.d %}{% if a %}{{ b.c }}{% endif %}{% endfor %}{{ a.z }}", ["trigger/d", "a/z"]],
  ["{% set x = trigger.a %}{{ x.b }}", ["trigger/a"]],
  ["{{ x }}{% set x = 1 %}{{ x }}", ["x"]],
  [
    "{% macro m(a, b=vars.d) %}{{ a.x }}{{ trigger.t }}{% endmacro %}{{ m(steps.s) }}",
    ["vars/d", "trigger/t", "steps/s"],
  ],
  ["{% with q = trigger.q %}{{ q.r }}{% endwith %}{{ q }}", ["trigger/q", "q"]],
  ["{{ range(vars.n) | map('string') | join(vars.sep) }}{{ utcnow() }}", ["vars/n", "vars/sep"]],
  ["{{ [trigger.a, {'k': trigger.b}] }}", ["trigger/a", "trigger/b"]],
  ["{{ trigger.items[1:vars.n] }}", ["trigger/items", "vars/n"]],
  ["plain", []],
])("%s", (source, expected) => {
  expect(paths(source)).toStrictEqual(expected);
});

test("a reference covers its text, also behind CRLF", () => {
  const source = "one\r\n{{ 'x' ~ steps.alert.title | upper }}";
  const [reference] = references(parse(source));
  expect(reference?.range).toMatchObject({ line: 2, column: 10 });
  expect(source.slice(reference?.range.start, reference?.range.end)).toBe("steps.alert.title");
});

test("a bare expression has references, too", () => {
  expect(references(parseExpression("steps.a.n > 3 and vars.x")).map(({ path }) => path)).toStrictEqual([
    ["steps", "a", "n"],
    ["vars", "x"],
  ]);
});
