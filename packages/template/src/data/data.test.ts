import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Data } from "../data.ts";
import { DataError, decodeData, encodeData, fromPlain, toPlain } from "../index.ts";

const anyData = fc.letrec<{ data: Data }>((tie) => ({
  data: fc.oneof(
    { maxDepth: 4 },
    fc.constant(null),
    fc.boolean(),
    fc.bigInt(),
    fc.double({ noNaN: true, noDefaultInfinity: true }),
    fc.string({ unit: "binary" }),
    fc.array(tie("data"), { maxLength: 5 }),
    fc
      .array(fc.tuple(fc.oneof(fc.string(), fc.constantFrom("1", "0", "__proto__", "")), tie("data")), {
        maxLength: 5,
      })
      .map((entries): Data => new Map(entries)),
  ),
})).data;

describe("the value codec", () => {
  test("reads back whatever it wrote, with kinds and order of keys", () => {
    fc.assert(
      fc.property(anyData, (data) => {
        const text = encodeData(data);
        const back = decodeData(text);
        expect(back).toStrictEqual(data);
        expect(encodeData(back)).toBe(text);
      }),
    );
  });

  test("keeps what JavaScript's own JSON loses", () => {
    const text = '{"b":9007199254740993,"2":1.0,"1":-0.0,"__proto__":{"x":"\\u0000"}}';
    expect(encodeData(decodeData(text))).toBe(text);
  });

  test("counts the last of equal keys", () => {
    expect(encodeData(decodeData('{"a":1,"b":2,"a":3}'))).toBe('{"a":3,"b":2}');
  });

  test("agrees with JSON.parse on what is JSON", () => {
    const fragments = fc.constantFrom(
      ...'[]{},:"\\ \n-+.eE019a'.split(""),
      "true",
      "null",
      '"a":',
      "\\u00",
      "\u0001",
    );
    fc.assert(
      fc.property(fc.array(fragments, { maxLength: 8 }), (parts) => {
        const text = parts.join("");
        expect(accepts(() => decodeData(text))).toBe(accepts(() => JSON.parse(text) as unknown));
      }),
      { numRuns: 2000 },
    );
  });

  test.each([
    "NaN",
    "Infinity",
    "1e999",
    "[1",
    "01",
    "1 2",
    '"a',
    "",
    `${"[".repeat(300)}${"]".repeat(300)}`,
  ])("refuses %j", (text) => {
    expect(() => decodeData(text)).toThrow(DataError);
  });

  test("refuses to write what is no JSON", () => {
    const loop: Data[] = [];
    loop.push(loop);
    for (const data of [NaN, Infinity, loop]) expect(() => encodeData(data)).toThrow(DataError);
  });

  test("goes to plain JavaScript and back", () => {
    const plain = { list: [1, 2.5, "x", null, true], nested: { a: {} } };
    expect(toPlain(fromPlain(plain))).toStrictEqual(plain);
    expect(toPlain(2n ** 60n)).toBe(2n ** 60n);
  });

  test("never touches a prototype", () => {
    const plain = toPlain(decodeData('{"__proto__":{"polluted":true}}')) as object;
    expect(Object.getPrototypeOf(plain)).toBe(Object.prototype);
    expect(Object.keys(plain)).toStrictEqual(["__proto__"]);
  });
});

function accepts(read: () => unknown): boolean {
  try {
    read();
    return true;
  } catch {
    return false;
  }
}
