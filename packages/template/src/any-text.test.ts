import fc from "fast-check";
import { expect, test } from "vitest";
import { evaluate, fromPlain, parse, TemplateError } from "./index.ts";
import type { Data } from "./index.ts";

const numRuns = Number(process.env["RIPOSTE_PROPERTY_RUNS"] ?? 300);
const context = fromPlain({ a: { b: [1, "x", null] }, s: "text", n: 3 }) as ReadonlyMap<string, Data>;

const PIECES = (
  "{{ }} {% %} {# #} - + | ( ) [ ] { } . , : ~ ** // == in is not if else elif endif for endfor set endset macro " +
  "endmacro call endcall filter endfilter with endwith raw endraw a b s n loop 0 1 2.5 'x' \"y\" none true default join " +
  "upper list map sort defined range namespace \\ \n é 🙂 __class__ constructor * %"
).split(" ");

test("any text is rendered or refused with a place in it, and never goes wrong otherwise", () => {
  const text = fc.oneof(
    fc.string({ unit: "binary", maxLength: 60 }),
    fc.array(fc.constantFrom(...PIECES), { maxLength: 25 }).map((pieces) => pieces.join(" ")),
    fc.array(fc.constantFrom(...PIECES), { maxLength: 12 }).map((pieces) => `{{ ${pieces.join(" ")} }}`),
  );
  const property = fc.property(text, (source) => {
    try {
      evaluate(parse(source), context, { limits: { steps: 5_000 } });
    } catch (error) {
      expect(error).toBeInstanceOf(TemplateError);
      const { start, end, line, column } = (error as TemplateError).range;
      expect(start).toBeGreaterThanOrEqual(0);
      expect(end).toBeGreaterThanOrEqual(start);
      expect(line).toBeGreaterThanOrEqual(1);
      expect(column).toBeGreaterThanOrEqual(1);
    }
  });
  fc.assert(property, { numRuns });
});
