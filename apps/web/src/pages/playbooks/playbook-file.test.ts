import { expect, test } from "vitest";
import { fileNameOf, freeName } from "./playbook-file.ts";

test.each([
  ["Block host", "Block host.playbook.json"],
  ["a/b:c?", "a-b-c.playbook.json"],
  ["../..", "playbook.playbook.json"],
  ["Prüfung", "Prüfung.playbook.json"],
])("%s is written to %s", (name, file) => {
  expect(fileNameOf(name, "playbook")).toBe(file);
});

test("a name that is taken gets a number", () => {
  expect(freeName("A", new Set(), "copy")).toBe("A");
  expect(freeName("A", new Set(["A"]), "copy")).toBe("A copy");
  expect(freeName("A", new Set(["A", "A copy"]), "copy")).toBe("A copy 2");
  const long = "x".repeat(200);
  expect(freeName(long, new Set([long]), "copy")).toHaveLength(200);
});
