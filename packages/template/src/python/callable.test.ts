import { expect, test } from "vitest";
import { evaluate, fromPlain, parse } from "../index.ts";
import type { Data } from "../index.ts";

const context = fromPlain({ body: { items: [1], name: "n" } }) as ReadonlyMap<string, Data>;

test.each([
  ["{{ body.items }}", "items"],
  ["{{ [body.keys] }}", "keys"],
  ["{{ body.items | length }}", "items"],
  ["{{ body.values | list }}", "values"],
  ["{% for one in body.items %}{% endfor %}", "items"],
  ["{{ body.items | first }}", "items"],
  ["{{ 1 in body.values }}", "values"],
  ["{{ body.name.upper }}", "upper"],
])("a method that nobody called says how the field of its name is read: %s", (template, name) => {
  expect(() => evaluate(parse(template), context)).toThrow(
    `"${name}" is a method here: write ['${name}'] for a field of that name, or .${name}() to call it`,
  );
});

test("what is no method of a value says what it is", () => {
  expect(() => evaluate(parse("{{ range | length }}"), context)).toThrow(/'function' has no len/);
});
