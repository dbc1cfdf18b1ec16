import { expect, test } from "vitest";
import { spansOf } from "./spans.ts";
import type { Mode } from "./spans.ts";

function colours(text: string, mode: Mode = "template"): string[] {
  return spansOf(text, mode).map(({ kind, start, end }) => `${kind}:${text.slice(start, end)}`);
}

test("braces, names, filters and texts", () => {
  expect(colours("Hi {{ a.b | upper }}!")).toEqual([
    "text:Hi ",
    "brace:{{",
    "operator: ",
    "name:a",
    "operator:.",
    "name:b",
    "operator: | ",
    "filter:upper",
    "operator: ",
    "brace:}}",
    "text:!",
  ]);
});

test("a condition is code from the start", () => {
  expect(colours("a > 'x'", "expression")).toEqual(["name:a", "operator: > ", "string:'x'"]);
});

test("comments, and what stands as it is", () => {
  expect(colours("a {# b #} c {% raw %}{{ d }}{% endraw %}")).toEqual([
    "text:a ",
    "comment:{# b #}",
    "text: c ",
    "brace:{% raw %}",
    "text:{{ d }}",
    "brace:{% endraw %}",
  ]);
});

test("a text without its closing quote reaches to the end of its tag", () => {
  expect(colours("{{ 'a }} b")).toEqual(["brace:{{", "operator: ", "string:'a ", "brace:}}", "text: b"]);
});

test("whatever is half written, the spans cover the text once", () => {
  for (const text of [
    "{{",
    "{{ 'a }} b",
    "{{ a {{ b }}",
    "}} {%",
    "{# c",
    '{{ "}}" }}',
    "{{ é | ü }} 😀 {",
    "",
  ]) {
    const spans = spansOf(text, "template");
    expect(spans.map(({ start, end }) => text.slice(start, end)).join("")).toBe(text);
  }
});
