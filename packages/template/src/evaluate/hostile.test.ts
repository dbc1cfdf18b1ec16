import { describe, expect, test } from "vitest";
import { evaluate, fromPlain, parse, TemplateError } from "../index.ts";
import type { Data } from "../index.ts";

const context = fromPlain({
  s: "x".repeat(1000),
  list: Array.from({ length: 1000 }, (_none, index) => index),
  deep: Array.from({ length: 90 }).reduce((inner) => [inner], 1),
}) as ReadonlyMap<string, Data>;

const nested = (open: string, close: string, times: number): string =>
  open.repeat(times) + "1" + close.repeat(times);

const hostile: readonly string[] = [
  // More text or values than there is room for
  "{{ 'x' * 10**9 }}",
  "{{ [0] * 10**9 }}",
  "{{ (1,) * 10**9 }}",
  "{{ 'x'.ljust(10**9) }}",
  "{{ 'x'.center(10**12) }}",
  "{{ '7'.zfill(10**9) }}",
  "{{ 'x' | center(10**9) }}",
  "{{ '\\t'.expandtabs(10**9) }}",
  "{{ '%1000000000d' % 1 }}",
  "{{ '%*d' % (10**9, 1) }}",
  "{{ '%.1000000000f' % 1.5 }}",
  "{{ '{:1000000000}'.format(1) }}",
  "{{ '{:.1000000000f}'.format(1.5) }}",
  "{{ '{:>{w}}'.format('x', w=10**9) }}",
  "{{ s | indent(10**7) }}",
  "{{ s.replace('x', s * 10) * 10 }}",
  "{{ s | replace('', s * 5) }}",
  "{{ (s * 100).join(list) }}",
  "{{ list | join(s * 100) }}",
  "{{ [1] | tojson(indent=10**9) * 10000 }}",
  "{{ [1] | batch(10**9, 0) | list }}",
  "{{ [1] | slice(10**9) | list }}",
  "{{ s | wordwrap(1, wrapstring=s * 100) }}",
  "{{ s * 5000 }}{{ s * 5000 }}",
  "{% set n = namespace(x='x') %}{% for i in range(40) %}{% set n.x = n.x ~ n.x %}{% endfor %}{{ n.x }}",
  "{% set n = namespace(l=[1]) %}{% for i in range(60) %}{% set n.l = n.l + n.l %}{% endfor %}{{ n.l }}",
  "{% set n = namespace(l=[1]) %}{% for i in range(60) %}{% set n.l = [n.l, n.l] %}{% endfor %}{{ n.l }}",
  "{% set n = namespace(l=[1]) %}{% for i in range(60) %}{% set n.l = [n.l, n.l] %}{% endfor %}{{ n.l | tojson }}",
  "{% set n = namespace(l=[1]) %}{% for i in range(60) %}{% set n.l = [n.l, n.l] %}{% endfor %}{% set m = namespace(l=[1]) %}{% for i in range(60) %}{% set m.l = [m.l, m.l] %}{% endfor %}{{ n.l == m.l }}",
  "{% set n = namespace(l=[1]) %}{% for i in range(60) %}{% set n.l = [n.l, n.l] %}{% endfor %}{{ n.l | flatten | length }}",
  "{% for i in range(100000) %}{{ s }}{% endfor %}",
  // Longer than there is patience for
  "{% for a in range(99999) %}{% for b in range(99999) %}{% endfor %}{% endfor %}",
  "{% for i in range(10**9) %}{% endfor %}",
  "{{ range(10**18) | list }}",
  "{% set l = [1] %}{% for x in l %}{% set _ = l.append(x) %}{% endfor %}",
  "{{ list | sort | map('string') | list * 300 }}",
  "{% for i in list %}{{ list | sum }}{% endfor %}",
  "{% for i in list %}{% for j in list %}{{ i in [j] }}{% endfor %}{% endfor %}",
  "{% for i in list %}{{ (s * 1000) | regex_findall('(x+x+)+y') }}{% endfor %}",
  "{{ (s * 3000) | regex_search('(x+x+)+y') }}",
  "{{ s | regex_replace('x', s * 100) }}",
  "{{ s | regex_search('((((x{100}){100}){100}){100})') }}",
  "{{ s | regex_search('x' * 100000) }}",
  "{{ '{}' .format(list) * 10000 }}",
  // Towers of numbers
  "{{ 9 ** (9 ** (9 ** 9)) }}",
  "{{ 2 ** (10 ** 10) }}",
  "{{ (-2) ** (10 ** 10) }}",
  "{% set n = namespace(x=3) %}{% for i in range(99) %}{% set n.x = n.x * n.x %}{% endfor %}{{ n.x }}",
  "{{ 10 ** 5000 }}",
  "{{ ('9' * 100000) | float | int }}",
  "{{ 1e308 * 10 | int }}",
  // Deeper than there is stack for
  `{{ ${nested("(", ")", 5000)} }}`,
  `{{ ${nested("[", "]", 5000)} }}`,
  `{{ ${nested("{1:", "}", 5000)} }}`,
  `{{ ${"-".repeat(5000)}1 }}`,
  `{{ ${"not ".repeat(5000)}1 }}`,
  `{{ 1${" + 1".repeat(5000)} }}`,
  `{{ 1${" if 1".repeat(5000)} }}`,
  `{{ 1${" or 1".repeat(5000)} }}`,
  `{{ s${".x".repeat(5000)} }}`,
  `{{ s${" | upper".repeat(5000)} }}`,
  `{{ s${"[0]".repeat(5000)} }}`,
  `${"{% if 1 %}".repeat(5000)}${"{% endif %}".repeat(5000)}`,
  `${"{% for x in [1] %}".repeat(5000)}${"{% endfor %}".repeat(5000)}`,
  "{% macro m() %}{{ m() }}{% endmacro %}{{ m() }}",
  "{% macro a() %}{{ b() }}{% endmacro %}{% macro b() %}{{ a() }}{% endmacro %}{{ a() }}",
  "{% macro m(n) %}{{ m(n + 1) ~ m(n + 1) }}{% endmacro %}{{ m(0) }}",
  "{% macro m() %}{% call m() %}{% endcall %}{{ caller() }}{% endmacro %}{{ m() }}",
  "{% set l = [] %}{{ l.append(l) }}{% for x in l recursive %}{{ loop(x) }}{% endfor %}",
  "{% set l = [] %}{{ l.append(l) }}{{ l | tojson }}",
  "{% set l = [] %}{{ l.append(l) }}{{ l | flatten }}",
  "{% set l = [] %}{% set _ = l.append(l) %}{{ l == [l] }}{{ [l] < [l] }}{{ {} < {} }}",
  "{{ '[' * 5000 | fromjson }}",
  "{{ ('[' * 5000) | fromjson }}",
  "{{ deep | jsonpath('$' ~ '..*' * 100) }}",
  // Out of the sandbox
  "{{ ''.__class__.__mro__[1].__subclasses__() }}",
  "{{ s.constructor.constructor('return process')() }}",
  "{{ s['constructor']['constructor']('return this')() }}",
  "{{ list.map.constructor }}",
  "{{ [].__proto__.x }}",
  "{{ {}.__proto__.polluted }}",
  "{{ range.constructor('return 1')() }}",
  "{{ cycler.__init__.__globals__ }}",
  "{{ namespace.prototype.x }}",
  "{{ self._TemplateReference__context }}",
  "{{ '{0.__class__.__mro__}'.format(s) }}",
  "{{ '{0.constructor.name}'.format(s) }}",
  "{{ s | attr('constructor') | attr('name') }}",
  "{{ list.append(1) }}",
  "{{ list | map('constructor') | list }}",
  "{{ dict(a=1).constructor() }}",
];

describe("hostile templates", () => {
  test.each(hostile)("%#: %.70s", (source) => {
    expect(() => evaluate(parse(source), context)).toThrow(TemplateError);
  });

  test("no name of JavaScript's own reaches anything", () => {
    const names = [
      "constructor",
      "__proto__",
      "prototype",
      "toString",
      "valueOf",
      "hasOwnProperty",
      "length",
    ];
    for (const subject of [
      "s",
      "list",
      "{}",
      "(1, 2)",
      "1",
      "1.5",
      "true",
      "range",
      "range(3)",
      "x",
      "namespace()",
    ]) {
      for (const name of subject === "x" ? [] : names) {
        const found = parse(`{{ ${subject}.${name} is defined or ${subject}['${name}'] is defined }}`);
        expect(evaluate(found, context), `${subject}.${name}`).toBe(false);
      }
    }
  });

  test("names that objects have are ordinary keys of data", () => {
    const data = new Map<string, Data>([
      ["__proto__", "p"],
      ["constructor", new Map<string, Data>([["name", "c"]])],
    ]);
    const root = new Map<string, Data>([["d", data]]);
    expect(evaluate(parse("{{ d.__proto__ ~ d.constructor.name }}"), root)).toBe("pc");
  });

  test("a limit names itself, and the place", () => {
    const source = "line one\n{{ 'x' * 10**9 }}";
    try {
      evaluate(parse(source), context);
      expect.unreachable();
    } catch (error) {
      expect(error).toMatchObject({ code: "limit", range: { line: 2, column: 4, start: 12 } });
    }
  });
});
