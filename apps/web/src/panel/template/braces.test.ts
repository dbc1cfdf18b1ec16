import { expect, test } from "vitest";
import { blanksTooMany, bracesAhead, hasBlank, opensBraces } from "./braces.ts";

test("two braces close themselves, unless something is to stand between them or closes them", () => {
  expect(opensBraces("Hi {{", 5)).toBe(true);
  expect(opensBraces("Hi {{ and more", 5)).toBe(false);
  expect(opensBraces("{{}}", 2)).toBe(false);
  expect(opensBraces("{{{", 3)).toBe(false);
  expect(opensBraces("Hi {{, you", 5)).toBe(true);
});

test("typing on as if they were not there gives the same text", () => {
  expect(hasBlank("{{  }}", 3)).toBe(true);
  expect(hasBlank("{{ a }}", 4)).toBe(false);
  expect(bracesAhead("{{ a }}", 4)).toBe(2);
  expect(bracesAhead("{{ a }}", 6)).toBe(1);
  expect(bracesAhead("{{ a }} b", 7)).toBe(0);
});

test("the blank before the closing braces is there once, whoever types it", () => {
  expect(blanksTooMany("{{ a  }}", 5)).toBe(1);
  expect(blanksTooMany("{{ a }}", 4)).toBe(0);
  expect(blanksTooMany("{{ a }}", 5)).toBe(0);
});
