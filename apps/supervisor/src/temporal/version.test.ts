import { expect, test } from "vitest";
import { atLeast, parseVersion } from "./version.ts";

test("a version is found in what the program prints", () => {
  expect(parseVersion("temporal version 1.9.1 (Server 1.32.0, UI 2.50.0)\n")).toBe("1.9.1");
  expect(parseVersion("no such thing")).toBeNull();
});

test.each([
  ["1.4.0", "1.4.0", true],
  ["1.10.0", "1.4.0", true],
  ["2.0.0", "1.4.9", true],
  ["1.3.9", "1.4.0", false],
  ["0.9.9", "1.0.0", false],
])("%s is at least %s: %s", (version, oldest, expected) => {
  expect(atLeast(version, oldest)).toBe(expected);
});
