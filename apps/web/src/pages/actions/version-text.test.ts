import { expect, test } from "vitest";
import { changesBetween } from "./version-text.ts";

const definition = { entry: "main", arguments: { type: "object" }, result: null, effect: "read" };
const first = { name: "judge", description: "Judges.", source: "a\nb\nc\n", definition, scripts: [] };

test("only what differs is told, line by line", () => {
  expect(changesBetween(first, first)).toEqual([]);
  expect(changesBetween(first, { ...first, source: "a\nB\nc\n" })).toEqual([
    {
      name: "script.judge, its source",
      lines: [
        { sign: "@", text: "Line 1" },
        { sign: " ", text: "a" },
        { sign: "-", text: "b" },
        { sign: "+", text: "B" },
        { sign: " ", text: "c" },
      ],
    },
  ]);
});

test("a script that came or went is told as a whole, and so is the first version", () => {
  const undo = { name: "undo", entry: "plain", arguments: {}, result: null, source: "x\n" };
  const changed = { ...first, description: "Else.", scripts: [undo] };
  expect(changesBetween(first, changed).map(({ name }) => name)).toEqual([
    "The action",
    "script.judge.undo, how it is called",
    "script.judge.undo, its source",
  ]);
  expect(changesBetween(null, first)[2]?.lines.slice(1)).toEqual([
    { sign: "+", text: "a" },
    { sign: "+", text: "b" },
    { sign: "+", text: "c" },
  ]);
});
