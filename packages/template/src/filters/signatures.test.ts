import { expect, test } from "vitest";
import { filterSignatures, isDictMethod, testNames } from "../index.ts";
import { FILTERS } from "./registry.ts";

function written(name: string): string {
  const parameters = filterSignatures().find((filter) => filter.name === name)?.parameters ?? [];
  return parameters
    .map(({ name: parameter, fallback }) => (fallback === null ? parameter : `${parameter}=${fallback}`))
    .join(", ");
}

test("every filter has a signature, as a template writes it", () => {
  expect(filterSignatures().map(({ name }) => name)).toEqual([...FILTERS.keys()].toSorted());
  expect(written("replace")).toBe("old, new, count=none");
  expect(written("truncate")).toBe("length=255, killwords=false, end='...', leeway=none");
  expect(written("map")).toBe("attribute");
  expect(written("regex_search")).toBe("pattern, ignorecase=false, multiline=false");
  expect(written("upper")).toBe("");
});

test("tests are named, operators are not", () => {
  expect(testNames()).toContain("defined");
  expect(testNames()).not.toContain("==");
});

test("keys that a dict's method hides", () => {
  expect(isDictMethod("items")).toBe(true);
  expect(isDictMethod("title")).toBe(false);
});
