import { decodeData, encodeData } from "@riposte/template";
import type { Data } from "@riposte/template";
import * as fc from "fast-check";
import { expect, test } from "vitest";
import { jsonValue } from "./json.ts";
import { renderTree } from "./render/tree.ts";
import { dataOf, graphOf, plainOf, treeOf } from "./tree-data.ts";

const keys = fc.oneof(
  fc.string(),
  fc.constantFrom("2", "1", "10", "__proto__", "riposte:number", "riposte:dict"),
);

const data = fc.letrec<{ value: Data }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 4 },
    fc.constant(null),
    fc.boolean(),
    fc.bigInt({ min: -(2n ** 70n), max: 2n ** 70n }),
    fc.double({ noNaN: true, noDefaultInfinity: true }),
    fc.constantFrom(1, -0, 1e300, 0.1),
    fc.string(),
    fc.array(tie("value"), { maxLength: 4 }),
    fc.array(fc.tuple(keys, tie("value")), { maxLength: 4 }).map((members) => new Map(members)),
  ),
})).value;
test("what was written survives any reader of JSON, and is rendered as it was written", () => {
  fc.assert(
    fc.property(data, (written) => {
      const tree = treeOf(written);
      const text = JSON.stringify(tree);
      expect(jsonValue.safeParse(tree).success).toBe(true);
      const read = JSON.parse(text) as typeof tree;
      expect(encodeData(dataOf(read))).toBe(encodeData(written));
      const templates = /\{[{%#]/.test(text);
      if (!templates)
        expect(encodeData(renderTree(read, new Map(), { now: 0, seed: "" }))).toBe(encodeData(written));
    }),
    { numRuns: 500 },
  );
});

test("ordinary JSON stays as it is, and a template in a dict that needs its order is found", () => {
  const plain = { b: 1, a: [true, null, 0.5, "text"], c: { "1": "x", "2": "y" } };
  expect(treeOf(decodeData(JSON.stringify(plain)))).toEqual(plain);
  const tree = treeOf(decodeData('{"2":"{{ 1 + 1 }}","1":1.0}'));
  expect(tree).toEqual({
    "riposte:dict": [
      ["2", "{{ 1 + 1 }}"],
      ["1", { "riposte:number": "1.0" }],
    ],
  });
  expect(encodeData(renderTree(tree, new Map(), { now: 0, seed: "" }))).toBe('{"2":2,"1":1.0}');
  expect(plainOf(tree)).toEqual({ "1": 1, "2": "{{ 1 + 1 }}" });
});

test("a reserved key that holds something else is no JSON of a graph", () => {
  for (const wrong of [
    { "riposte:number": 1 },
    { "riposte:number": "one" },
    { "riposte:number": "1", more: 1 },
    { "riposte:dict": [["a"]] },
    { "riposte:dict": { a: 1 } },
    { "riposte:dict": [[1, 2]] },
  ]) {
    expect(jsonValue.safeParse({ deep: [wrong] }).success, JSON.stringify(wrong)).toBe(false);
  }
});

test("only what an author writes is kept that way: settings of a node are plain numbers", () => {
  const text =
    '{"nodes":[{"position":{"x":1.0},"retry":{"attempts":3},"config":{"value":2.0},"arguments":{"a":1.0}}]}';
  expect(graphOf(decodeData(text))).toEqual({
    nodes: [
      {
        position: { x: 1 },
        retry: { attempts: 3 },
        config: { value: 2 },
        arguments: { a: { "riposte:number": "1.0" } },
      },
    ],
  });
});
