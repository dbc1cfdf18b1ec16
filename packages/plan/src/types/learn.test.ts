import { encodeData, fromPlain } from "@riposte/template";
import type { Data } from "@riposte/template";
import * as fc from "fast-check";
import { expect, test } from "vitest";
import { containsValue } from "./contains-value.ts";
import { typeOfSchema } from "./from-schema.ts";
import { learn } from "./learn.ts";

test("what was seen is what is there, and what only some had may be missing", () => {
  const values = [
    { score: 3, tags: ["a"] },
    { score: 0.5, tags: [], note: null },
  ].map(fromPlain);
  expect(learn(values)).toEqual({
    learnt: true,
    type: "object",
    properties: {
      score: { type: "number" },
      tags: { type: "array", items: { type: "string" } },
      note: { type: "null" },
    },
    required: ["score", "tags"],
    additionalProperties: false,
  });
  expect(learn([])).toBeNull();
});

test("every recorded value is of the type that was learnt from it, and its size is bounded", () => {
  fc.assert(
    fc.property(fc.array(fc.jsonValue({ maxDepth: 8 }), { minLength: 1, maxLength: 4 }), (plain) => {
      const values: Data[] = plain.map(fromPlain);
      const schema = learn(values);
      if (schema === null) throw new Error("Nothing was learnt.");
      const type = typeOfSchema(schema);
      expect(type.learnt).toBe(true);
      for (const value of values) expect(containsValue(type, value), encodeData(value)).toBe(true);
    }),
  );
  const wide = new Map(Array.from({ length: 5_000 }, (_, at) => [`host_${at}`, BigInt(at)] as const));
  expect(JSON.stringify(learn([wide, wide]))).toBe('{"learnt":true,"type":"object"}');
});
