import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { childrenOf } from "../ast/children.ts";
import type { Expression } from "../ast/expression.ts";
import { evaluate, isTemplate, parse, parseExpression, render, TemplateError } from "../index.ts";

function failure(run: () => unknown): TemplateError {
  try {
    run();
  } catch (error) {
    if (error instanceof TemplateError) return error;
    throw error;
  }
  throw new Error("It did not fail.");
}

describe("places", () => {
  test.each([
    ["{{ 1 + }}", 1, 8, "syntax"],
    ["a\nb {{ 'x' | nofilter }}", 2, 12, "unknown_filter"],
    ["{% if x %}\n{% endfor %}", 2, 4, "syntax"],
    ["{{ x is nosuch }}", 1, 9, "unknown_test"],
    ["\r\n\r\n  {{ ) }}", 3, 6, "syntax"],
    ["{# open", 1, 1, "syntax"],
  ])("%j fails at its line and column", (source, line, column, code) => {
    expect(failure(() => parse(source))).toMatchObject({ code, range: { line, column } });
  });

  test("what fails at run time is the innermost expression", () => {
    const source = "{% for i in [1] %}\n{{ 'a' ~ (i + none) }}{% endfor %}";
    const { range } = failure(() => render(parse(source), new Map()));
    expect(source.slice(range.start, range.end)).toBe("i + none");
    expect(range).toMatchObject({ line: 2, column: 11 });
  });

  test("every node lies within its parent, in the text as it was written", () => {
    const source =
      "{{ (a.b[1:2].c(1, *x, k=-y) | join('é') is sameas\r\n 2) and not [{'q': (1, 2)}] ~ 3 < 4 in z }}";
    const check = (node: Expression): void => {
      for (const child of childrenOf(node)) {
        expect(child.range.start).toBeGreaterThanOrEqual(node.range.start);
        expect(child.range.end).toBeLessThanOrEqual(node.range.end);
        check(child);
      }
    };
    const { single } = parse(source);
    expect(single).not.toBeNull();
    if (single) check(single);
  });
});

describe("values", () => {
  test("a single expression has its native value, other templates are text", () => {
    expect(evaluate(parse("{{ 80 }}"), new Map())).toBe(80n);
    expect(evaluate(parse("{{ 80 }}\n"), new Map())).toBe(80n);
    expect(evaluate(parse(" {{ 80 }}"), new Map())).toBe(" 80");
    expect(evaluate(parse("{{ missing }}"), new Map())).toBeNull();
    expect(evaluate(parseExpression("1 < 2"), new Map())).toBe(true);
  });

  test("data passes through untouched", () => {
    const list = [1n, new Map([["a", 1.0]])];
    expect(evaluate(parse("{{ l }}"), new Map([["l", list]]))).toBe(list);
  });

  test("a template cannot change the run's data, but a copy of it", () => {
    const context = new Map([["l", [1n]]]);
    expect(failure(() => render(parse("{{ l.append(2) }}"), context)).code).toBe("security");
    expect(render(parse("{% set m = l | list %}{% set _ = m.append(2) %}{{ m }}{{ l }}"), context)).toBe(
      "[1, 2][1]",
    );
  });

  test("strict: what is undefined fails when it is used", () => {
    const strict = { strict: true };
    for (const source of [
      "{{ x }}",
      "{% if x %}{% endif %}",
      "{% for i in x %}{% endfor %}",
      "{{ x == 1 }}",
    ]) {
      expect(failure(() => render(parse(source), new Map(), strict)).code).toBe("undefined");
    }
    expect(render(parse("{{ x is defined }}{{ x | default('d') }}"), new Map(), strict)).toBe("Falsed");
  });
});

test("any text parses or fails as a TemplateError, and never otherwise", () => {
  const part = fc.constantFrom(
    ..."{{|}}|{%|%}|{#|#}|-|+|if|endif|for|in|x|1|'a'|(|)|[|]|{|}|.|,|:|=|set|macro|raw|endraw| |\n|\r\n|é|😀|~|is|not".split(
      "|",
    ),
    "|",
  );
  fc.assert(
    fc.property(fc.array(part, { maxLength: 25 }), (parts) => {
      const source = parts.join("");
      try {
        render(parse(source), new Map());
      } catch (error) {
        expect(error).toBeInstanceOf(TemplateError);
      }
      if (!isTemplate(source) && !source.includes("\r") && !source.endsWith("\n")) {
        expect(render(parse(source), new Map())).toBe(source);
      }
    }),
    { numRuns: 3000 },
  );
});
