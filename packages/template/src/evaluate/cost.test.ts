import { expect, test } from "vitest";
import { evaluate, parse, render, TemplateError } from "../index.ts";
import type { Data } from "../index.ts";

/** The least number of steps with which a template renders. */
function stepsOf(source: string, context: ReadonlyMap<string, Data>): number {
  const template = parse(source);
  for (let steps = 1; ; steps += 1) {
    try {
      render(template, context, { limits: { steps } });
      return steps;
    } catch (error) {
      if (!(error instanceof TemplateError) || error.code !== "limit") throw error;
    }
  }
}

function events(count: number): Map<string, Data> {
  const list: Data[] = Array.from({ length: count }, (_none, index) => new Map([["id", BigInt(index)]]));
  return new Map([
    [
      "trigger",
      new Map<string, Data>([
        ["events", list],
        ["title", "t"],
      ]),
    ],
  ]);
}

test("reading one field costs the same however large the context is", () => {
  const source = "{{ trigger.title }}{{ trigger.events[0].id }}{{ trigger.events | length }}";
  expect(stepsOf(source, events(10_000))).toBe(stepsOf(source, events(1)));
});

test.each(["x", "🙂"])(
  "a character at either end of a long text of %s costs what one of a short text does",
  (one) => {
    const text = (count: number) => new Map([["x", `<${one.repeat(count)}>`]]);
    for (const source of ["{{ x[0] }}", "{{ x[-1] }}", "{{ x[3] }}", "{{ x['nope'] }}"])
      expect(stepsOf(source, text(300_000))).toBe(stepsOf(source, text(9)));
    expect(stepsOf("{{ x[0] }}", text(9))).toBeLessThanOrEqual(stepsOf("{{ x[:1] }}", text(9)));
    expect(
      render(parse("{{ x[0] ~ x[-1] ~ (x | last) ~ x[300001] ~ x[300002] ~ x[-300003] }}"), text(300_000)),
    ).toBe("<>>>");
  },
);

test("where a long text takes the steps, the error says which expression and how long it is", () => {
  const text = new Map([["body", "x".repeat(30_000_000)]]);
  expect(() => render(parse("{{ body[0] }}{{ body\n| length }}"), text)).toThrow(
    'The template needs more than 200000 evaluation steps. "body | length" looks through a text of 30000000 characters.',
  );
});

test("a value of the context is handed out and not copied", () => {
  const context = events(100_000);
  const trigger = context.get("trigger") as Map<string, Data>;
  const limits = { steps: 10, values: 100 };
  expect(evaluate(parse("{{ trigger.events }}"), context, { limits })).toBe(trigger.get("events"));
});

test.each([
  ["steps", "{% for i in range(50) %}{% endfor %}", { steps: 40 }],
  ["output", "{{ 'abc' * 10 }}", { output: 29 }],
  ["values", "{{ 'abc' * 10 }}", { values: 29 }],
  ["depth", "{% macro m(n) %}{% if n %}{{ m(n - 1) }}{% endif %}{% endmacro %}{{ m(9) }}", { depth: 9 }],
])("the limit of %s holds to the unit", (_name, source, limits) => {
  expect(() => render(parse(source), new Map(), { limits })).toThrow(TemplateError);
  const [[name, limit]] = Object.entries(limits) as [[string, number]];
  const roomier = { [name]: limit * 2 + 30 };
  expect(() => render(parse(source), new Map(), { limits: roomier })).not.toThrow();
});
