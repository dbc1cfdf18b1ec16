import { expect, test } from "vitest";
import { inIteration } from "./in-iteration.ts";

const kept = (scopes: readonly string[], chosen: string) =>
  inIteration(
    scopes.map((scope) => ({ scope })),
    chosen,
  ).map(({ scope }) => scope);

test("of the chosen loop one iteration, with all in it and all around it", () => {
  const all = ["", "a[0]", "a[1]", "a[1]/b[0]", "a[1]/b[1]", "a[0]/b[1]", "c[0]", "c[1]"];
  expect(kept(all, "")).toEqual(all);
  expect(kept(all, "a[1]")).toEqual(["", "a[1]", "a[1]/b[0]", "a[1]/b[1]", "c[0]", "c[1]"]);
  expect(kept(all, "a[1]/b[0]")).toEqual(["", "a[1]", "a[1]/b[0]", "c[0]", "c[1]"]);
  expect(kept(["a[1]", "a[10]"], "a[1]")).toEqual(["a[1]"]);
});
