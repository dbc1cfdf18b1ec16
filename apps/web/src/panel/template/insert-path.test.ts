import { expect, test } from "vitest";
import { dropPlace, pathFor } from "./insert-path.ts";

test("a path stands in braces, unless the cursor is between some", () => {
  const at = { mode: "template" as const, path: "steps.a" };
  expect(pathFor("Hi ", 3, at)).toBe("{{ steps.a }}");
  expect(pathFor("{{  }}", 3, at)).toBe("steps.a");
  expect(pathFor("", 0, { ...at, mode: "expression" })).toBe("steps.a");
});

test("what is dropped onto a tag goes behind it, into text where it is dropped", () => {
  const text = "Hi {{ trigger.user }} there";
  expect(dropPlace(text, 9, "template")).toBe(text.indexOf(" there"));
  expect(dropPlace(text, 1, "template")).toBe(1);
  expect(dropPlace("{{ broken", 5, "template")).toBe("{{ broken".length);
  expect(dropPlace("steps.a > 1", 3, "expression")).toBe("steps.a > 1".length);
});
