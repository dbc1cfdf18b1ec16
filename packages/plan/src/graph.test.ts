import { readFile } from "node:fs/promises";
import { expect, test } from "vitest";
import { z } from "zod";
import { FAILURE_CODES } from "./failure.ts";
import { graph } from "./graph.ts";

/** The names of all fields that the schema has anywhere, and the values of all kinds. */
function namesIn(schema: unknown): Set<string> {
  const names = new Set<string>();
  const look = (part: unknown): void => {
    if (typeof part !== "object" || part === null) return;
    for (const [key, value] of Object.entries(part)) {
      if (key === "properties") for (const name of Object.keys(value as object)) names.add(name);
      if (key === "const" && typeof value === "string") names.add(value);
      look(value);
    }
  };
  look(schema);
  return names;
}

test("docs/playbook-format.md names every kind of step, every field and every code of a failure", async () => {
  const page = await readFile(new URL("../../../docs/playbook-format.md", import.meta.url), "utf8");
  const words = new Set(page.match(/[A-Za-z_]+/g));
  const known = [
    ...namesIn(z.toJSONSchema(graph, { io: "input", unrepresentable: "any" })),
    ...FAILURE_CODES,
  ];
  expect(known.length).toBeGreaterThan(60);
  expect(known.filter((name) => !words.has(name))).toEqual([]);
});
