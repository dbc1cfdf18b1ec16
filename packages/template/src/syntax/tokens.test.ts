import * as fc from "fast-check";
import { expect, test } from "vitest";
import { tokensOf } from "../index.ts";

const written = (text: string, kind: "template" | "expression" = "template") =>
  tokensOf(text, kind).map(({ kind: token, start, end }) => `${token}:${text.slice(start, end)}`);

test("a whole template has its parser's tokens", () => {
  expect(written("Hi {{ a.b | upper }}!")).toEqual([
    "data:Hi ",
    "variable_begin:{{",
    "name:a",
    "operator:.",
    "name:b",
    "operator:|",
    "name:upper",
    "variable_end:}}",
    "data:!",
  ]);
});

test.each([
  ["{{ 'a }} b", ["variable_begin:{{", "string:'a ", "variable_end:}}", "data: b"]],
  ["{{ f(1 }} b", ["variable_begin:{{", "name:f", "operator:(", "integer:1", "variable_end:}}", "data: b"]],
  ["{{ ) a }}", ["variable_begin:{{", "name:a", "variable_end:}}"]],
  ["{{ a $ b }}", ["variable_begin:{{", "name:a", "name:b", "variable_end:}}"]],
  ["{% if 'x %}y", ["block_begin:{%", "name:if", "string:'x ", "block_end:%}", "data:y"]],
  ["a {# b", ["data:a "]],
  ["{{ a\r\n}} b", ["variable_begin:{{", "name:a", "variable_end:}}", "data: b"]],
])("%j is read as far as it makes sense", (text, tokens) => {
  expect(written(text)).toEqual(tokens);
});

test("an expression is the inside of a tag", () => {
  expect(written("a > 'x", "expression")).toEqual(["name:a", "operator:>", "string:'x"]);
});

test("whatever is typed, tokens are in order and within the text", () => {
  const pieces = [
    "{{",
    "}}",
    "{%",
    "%}",
    "{#",
    "#}",
    "'",
    '"',
    "a",
    " ",
    "(",
    ")",
    "\\",
    "\n",
    "\r",
    "|",
    "$",
  ];
  const texts = fc.array(fc.constantFrom(...pieces), { maxLength: 30 }).map((parts) => parts.join(""));
  fc.assert(
    fc.property(texts, fc.constantFrom("template" as const, "expression" as const), (text, kind) => {
      let last = 0;
      for (const { start, end } of tokensOf(text, kind)) {
        expect(start).toBeGreaterThanOrEqual(last);
        expect(end).toBeGreaterThan(start);
        last = end;
      }
      expect(last).toBeLessThanOrEqual(text.length);
    }),
  );
});
