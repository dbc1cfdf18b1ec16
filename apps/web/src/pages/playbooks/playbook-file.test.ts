import { expect, test } from "vitest";
import { fileNameOf, freeName, readPlaybookFile } from "./playbook-file.ts";

test("a file is read whatever else it holds", () => {
  const graph = { schema: 1, nodes: [], edges: [] };
  const text = JSON.stringify({ name: " Block host ", enabled: true, graph });
  expect(readPlaybookFile(text)).toEqual({ name: "Block host", description: "", graph });
});

test.each([
  ["{", "The file is not JSON"],
  ["# mine\n\nkind: playbook\nname: x\n", 'This is YAML, which is not read here. "riposte apply FILE"'],
  ["---\r\nkind: playbook\r\n", "This is YAML"],
  ["[]", "must be a JSON object"],
  ['{"graph":{}}', 'it has no "name"'],
  ['{"name":"x"}', 'it has no "graph"'],
])("%s is refused: %s", (text, message) => {
  expect(() => readPlaybookFile(text)).toThrow(message);
});

test.each([
  ["Block host", "Block host.playbook.json"],
  ["a/b:c?", "a-b-c.playbook.json"],
  ["../..", "playbook.playbook.json"],
  ["Prüfung", "Prüfung.playbook.json"],
])("%s is written to %s", (name, file) => {
  expect(fileNameOf(name)).toBe(file);
});

test("a name that is taken gets a number", () => {
  expect(freeName("A", new Set(), "copy")).toBe("A");
  expect(freeName("A", new Set(["A"]), "copy")).toBe("A copy");
  expect(freeName("A", new Set(["A", "A copy"]), "copy")).toBe("A copy 2");
  const long = "x".repeat(200);
  expect(freeName(long, new Set([long]), "copy")).toHaveLength(200);
});
