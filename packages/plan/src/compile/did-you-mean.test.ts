import { expect, test } from "vitest";
import { didYouMean } from "./did-you-mean.ts";

test.each([
  ["trigr", "trigger"],
  ["step", "steps"],
  ["lop", "loop"],
  ["stp", null],
  ["t", null],
  ["vals", "vars"],
  ["stage", null],
])("%s: %s", (written, meant) => {
  const names = ["trigger", "steps", "node", "vars", "item", "loop", "run", "playbook"];
  expect(didYouMean(written, names)).toEqual(meant === null ? {} : { hint: `Did you mean "${meant}"?` });
});
