import { expect, test } from "vitest";
import { parseCached, TemplateError } from "../index.ts";

test("a template is parsed once while it is in use", () => {
  const first = parseCached("{{ in_use }}");
  for (let index = 0; index < 3_000; index += 1) {
    parseCached(`{{ other_${index} }}`);
    expect(parseCached("{{ in_use }}")).toBe(first);
  }
});

test("what is used least recently is forgotten", () => {
  const first = parseCached("{{ forgotten }}");
  for (let index = 0; index < 3_000; index += 1) parseCached(`{{ another_${index} }}`);
  expect(parseCached("{{ forgotten }}")).not.toBe(first);
});

test("large templates push out others by their size", () => {
  const first = parseCached("{{ small }}");
  for (let index = 0; index < 5; index += 1) parseCached(`${index}${"x".repeat(999_000)}`);
  expect(parseCached("{{ small }}")).not.toBe(first);
});

test("a mistake is reported each time", () => {
  for (let round = 0; round < 2; round += 1) expect(() => parseCached("{{ a + }}")).toThrow(TemplateError);
});
