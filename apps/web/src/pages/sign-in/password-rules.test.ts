import { expect, test } from "vitest";
import { passwordFault, repeatFault } from "./password-rules.ts";

test("what is wrong with a password is said with its length", () => {
  expect(passwordFault("")).toBe("At least 12 characters; this is 0.");
  expect(passwordFault("x".repeat(12))).toBeNull();
  expect(passwordFault("x".repeat(128))).toBeNull();
  expect(passwordFault("x".repeat(129))).toBe("At most 128 characters; this is 129.");
});

test("the second time it is the same", () => {
  expect(repeatFault("a", "a")).toBeNull();
  expect(repeatFault("a", "b")).toBe("This is not the same password.");
});
