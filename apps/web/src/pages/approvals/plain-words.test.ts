import { expect, test } from "vitest";
import { plainJson } from "./plain-words.ts";

test("texts stand as they are, several one after the other, anything else as JSON", () => {
  expect(plainJson('"soc@example.com"')).toBe("soc@example.com");
  expect(plainJson('["soc@example.com"]')).toBe("soc@example.com");
  expect(plainJson('["a@example.com","b@example.com"]')).toBe("a@example.com, b@example.com");
  expect(plainJson("[]")).toBe("[]");
  expect(plainJson('["",1]')).toBe('["",1]');
  expect(plainJson('""')).toBe("");
  expect(plainJson("12345678901234567890")).toBe("12345678901234567890");
});
