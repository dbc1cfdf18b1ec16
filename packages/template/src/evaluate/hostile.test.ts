import { describe, expect, test } from "vitest";
import { evaluate, parse, TemplateError } from "../index.ts";
import type { Data } from "../index.ts";
import { HOSTILE_CONTEXT as context, HOSTILE_TEMPLATES } from "./hostile-templates.ts";

describe("hostile templates", () => {
  test.each(HOSTILE_TEMPLATES)("%#: %.70s", (source) => {
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
