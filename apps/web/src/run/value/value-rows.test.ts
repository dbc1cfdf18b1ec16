import { decodeData } from "@riposte/template";
import { expect, test } from "vitest";
import { copyText, glance, lengthWords, pathTo, rowsOf } from "./value-rows.ts";

const value = decodeData(
  '{"title":"Odd sign-in","n":12345678901234567890,"one":1.0,"tags":["a",{"x y":null}]}',
);

test("lines of what is open, with the paths that templates use, and numbers as they are", () => {
  const rows = rowsOf(value, "steps.get_alert", () => true);
  expect(rows.map(({ path }) => path)).toEqual([
    "steps.get_alert",
    "steps.get_alert.title",
    "steps.get_alert.n",
    "steps.get_alert.one",
    "steps.get_alert.tags",
    "steps.get_alert.tags[0]",
    "steps.get_alert.tags[1]",
    'steps.get_alert.tags[1]["x y"]',
  ]);
  expect(rows.slice(0, 5).map((row) => glance(row.value))).toEqual([
    "{…} 4 fields",
    '"Odd sign-in"',
    "12345678901234567890",
    "1.0",
    "[…] 2 items",
  ]);
});

test("what is closed holds its lines back", () => {
  expect(rowsOf(value, "", (path) => path === "").map(({ path }) => path)).toEqual([
    "",
    "title",
    "n",
    "one",
    "tags",
  ]);
});

test("a root without a name, and what is copied", () => {
  expect(pathTo("", "uuid")).toBe("uuid");
  expect(copyText("as it is")).toBe("as it is");
  expect(copyText(decodeData("[1,2.0]"))).toBe("[1,2.0]");
});

test("where a line cuts a text it says so, and how long the text is", () => {
  expect(glance("x".repeat(12_345))).toBe(`"${"x".repeat(299)}…`);
  expect(lengthWords("x".repeat(12_345))).toBe("12,345 characters");
  expect(lengthWords("short")).toBeNull();
  expect(lengthWords(["x".repeat(100)])).toBeNull();
});
