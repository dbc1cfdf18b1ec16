import { expect, test } from "vitest";
import { jsonFault, jsonOrText, jsonText, numberOrText, pairsOf, pairsToTree, plainText } from "./literal.ts";

test("numbers stay as they are written, and are shown as such", () => {
  for (const text of ["1.0", "12345678901234567890", "7", "-0.5"])
    expect(plainText(numberOrText(text))).toBe(text);
  expect(numberOrText("1.0")).toEqual({ "riposte:number": "1.0" });
  expect(numberOrText("7")).toBe(7);
  expect(numberOrText("7 days")).toBe("7 days");
  expect(numberOrText("{{ vars.n }}")).toBe("{{ vars.n }}");
});

test("JSON is a value, anything else the text that it is; each comes back as it was typed", () => {
  expect(jsonOrText('{"a": 1}')).toEqual({ a: 1 });
  expect(jsonOrText("half {")).toBe("half {");
  expect(jsonOrText("{{ steps.a }}")).toBe("{{ steps.a }}");
  expect(jsonText("123")).toBe('"123"');
  expect(jsonOrText(jsonText("123"))).toBe("123");
  expect(jsonText("plain")).toBe("plain");
});

test("objects whose order JSON would change keep it, and nobody sees how", () => {
  const tree = jsonOrText('{"2": "b", "1": 1.0}');
  expect(tree).toHaveProperty(["riposte:dict"]);
  expect(jsonText(tree)).toBe('{\n  "2": "b",\n  "1": 1.0\n}');
  expect(pairsOf(tree)).toEqual([
    ["2", "b"],
    ["1", "1.0"],
  ]);
  const pairs = [
    ["10", "x"],
    ["9", "y"],
  ] as const;
  expect(pairsOf(pairsToTree(pairs))).toEqual(pairs);
});

test("what looks like JSON and is none is told so", () => {
  expect(jsonFault('{"a": ')).not.toBeNull();
  expect(jsonFault("[1, 2]")).toBeNull();
  expect(jsonFault("plain text")).toBeNull();
  expect(jsonFault("{{ trigger.body }}")).toBeNull();
});
