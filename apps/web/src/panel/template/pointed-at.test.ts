import { expect, test } from "vitest";
import { pointedAt } from "./pointed-at.ts";
import type { Mode } from "./spans.ts";

/** The pointer is on the character after `▮`. */
function pointed(written: string, mode: Mode = "template") {
  const at = written.indexOf("▮");
  const text = written.replace("▮", "");
  const found = pointedAt(text, at, mode);
  if (found === null) return null;
  const covers = text.slice(found.from, found.to);
  return found.kind === "data" ? [covers, found.keys] : [covers, found.name];
}

test.each([
  ["{{ st▮eps.a.title }}", ["steps", ["steps"]]],
  ["{{ steps.▮a.title }}", ["steps.a", ["steps", "a"]]],
  [
    "{{ x }} {{ steps.a['b-c'][0].ti▮tle | upper }}",
    ["steps.a['b-c'][0].title", ["steps", "a", "b-c", 0, "title"]],
  ],
  ["{{ steps.a['b-▮c'] }}", ["steps.a['b-c'", ["steps", "a", "b-c"]]],
  ["{{ a | up▮per }}", ["upper", "upper"]],
  ["{{ a | upper ~ tri▮gger.b }}", ["trigger", ["trigger"]]],
  ["{{ f(x).▮y }}", null],
  ["{{ a + b.▮c }}", ["b.c", ["b", "c"]]],
  ["{{ not a.▮b if c }}", ["a.b", ["a", "b"]]],
  ["{{ 'te▮xt' }}", null],
  ["ste▮ps.a", null],
  ["{{ a }▮}", null],
])("%s", (written, expected) => {
  expect(pointed(written)).toEqual(expected);
});

test("a condition needs no braces", () => {
  expect(pointed("steps.▮a > 1", "expression")).toEqual(["steps.a", ["steps", "a"]]);
});
