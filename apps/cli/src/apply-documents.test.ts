import { expect, test } from "vitest";
import { inTheFile } from "./apply-documents.ts";

test.each([
  ["actions.0.timeoutSeconds", "timeoutSeconds: Too big", "timeout: Too big"],
  ["actions.12.memoryMb", "memoryMb: Too small", "memory: Too small"],
  ["actions.0.source", "source: memoryMb = (", "source: memoryMb = ("],
  ["playbooks.0.graph", "graph: no timeoutSeconds", "graph: no timeoutSeconds"],
  ["", "Sign in first.", "Sign in first."],
])("%s is named as in the file", (field, said, shown) => {
  expect(inTheFile(said, field)).toBe(shown);
});
