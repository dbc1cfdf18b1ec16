import { expect, test } from "vitest";
import type { Present } from "../canvas/draft-state.ts";
import { colourOf, initialsOf, whereWords } from "./person-look.ts";

test("initials are of the first and the last name, whatever they are written in", () => {
  expect(
    ["Jane Doe", "jane", "ann.lee@example.com", "Ana de la Cruz", "😀 Smile", "", "李 明"].map(initialsOf),
  ).toEqual(["JD", "J", "AL", "AC", "😀S", "?", "李明"]);
});

test("a person has one colour, and words for where they are", () => {
  const jane: Present = { page: "1", by: "user:jane", name: "Jane", mayWrite: true, step: "a", field: null };
  expect(colourOf(jane)).toBe(colourOf({ by: "user:jane" }));
  const title = (id: string) => (id === "a" ? "Isolate" : null);
  expect(whereWords(jane, title)).toBe("Jane, at Isolate");
  expect(whereWords({ ...jane, step: "gone", mayWrite: false }, title)).toBe("Jane, looks on");
});
