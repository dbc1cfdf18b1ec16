import { evaluate, fromPlain, parse } from "@riposte/template";
import type { Data } from "@riposte/template";
import { expect, test } from "vitest";
import { pathText } from "./path.ts";

test("names that templates cannot write stand in brackets", () => {
  expect(pathText(["steps", "get_alert", "title"])).toBe("steps.get_alert.title");
  expect(pathText(["trigger", "headers", "x-forwarded-for", 0])).toBe(
    "trigger.headers['x-forwarded-for'][0]",
  );
  expect(pathText(["trigger", "items"])).toBe("trigger['items']");
});

test("whatever the key, the path leads to its value", () => {
  const keys = [
    "plain",
    "x-y",
    "items",
    "keys",
    "it's",
    'say "so"',
    "back\\slash",
    "with\nline",
    "0",
    "",
    "é",
    "{{",
    "}}",
  ];
  for (const key of keys) {
    const context = new Map<string, Data>([["trigger", fromPlain({ [key]: "found" })]]);
    expect(evaluate(parse(`{{ ${pathText(["trigger", key])} }}`), context), key).toBe("found");
  }
});
