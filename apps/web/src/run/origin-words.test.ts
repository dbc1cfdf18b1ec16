import { expect, test } from "vitest";
import { originWord } from "./origin-words.ts";

test("an outcome that the run did not come to says where it comes from", () => {
  const word = (
    origin: "reused" | "by_hand" | null,
    note: string | null,
    state: "done" | "skipped" = "done",
  ) => originWord({ origin, note, state });
  expect(word(null, null)).toBeNull();
  expect(word("reused", null)).toBe("taken over");
  expect(word("by_hand", "Its output was given by hand by ann: it was down")).toBe("by hand");
  expect(word("by_hand", "Not carried out: its output was pinned by ann.")).toBe("pinned");
  expect(word("by_hand", 'Left out: "Say it" was tested alone.', "skipped")).toBe("left out");
});
