import { expect, test } from "vitest";
import { runShortcuts } from "./run-shortcuts.ts";

test("a run's keys change nothing, and are those of the editor", () => {
  const commands = runShortcuts(true).map(({ command }) => command);
  expect(commands).toEqual(["go", "clear", "fit", "fitSelection", "actualSize", "zoomIn", "zoomOut", "help"]);
  expect(runShortcuts(true).find(({ command }) => command === "fit")?.chords).toEqual(["f"]);
});

test("a graph that is not shown whole has no key for it", () => {
  expect(runShortcuts(false).some(({ command }) => command.startsWith("fit"))).toBe(false);
});
