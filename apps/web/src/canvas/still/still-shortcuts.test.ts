import { expect, test } from "vitest";
import { stillShortcuts } from "./still-shortcuts.ts";

test("its keys change nothing, and are those of the editor", () => {
  const commands = stillShortcuts(true).map(({ command }) => command);
  expect(commands).toEqual(["go", "clear", "fit", "fitSelection", "actualSize", "zoomIn", "zoomOut", "help"]);
  expect(stillShortcuts(true).find(({ command }) => command === "fit")?.chords).toEqual(["f"]);
});

test("a graph that is not shown whole has no key for it", () => {
  expect(stillShortcuts(false).some(({ command }) => command.startsWith("fit"))).toBe(false);
});

test("a key that only means something there stands on the sheet there", () => {
  const commands = stillShortcuts(true, { nextChange: "Next change" }).map(({ command }) => command);
  expect(commands).toContain("nextChange");
  expect(stillShortcuts(true).map(({ command }) => command)).not.toContain("nextChange");
});
