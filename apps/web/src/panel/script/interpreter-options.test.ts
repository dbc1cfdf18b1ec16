import { expect, test } from "vitest";
import { interpreterOptions, whoHas } from "./interpreter-options.ts";

const runner = (name: string, isAlive: boolean, ...versions: string[]) => ({
  name,
  isAlive,
  interpreters: versions.map((version) => ({ version })),
});
const runners = [
  runner("north", true, "2.7", "3.9", "3.11"),
  runner("south", true, "3.11"),
  runner("gone", false, "3.5"),
];

test("what runners have can be chosen, by number, and what is chosen stays", () => {
  const labels = (chosen: string) => interpreterOptions(chosen, runners).map(({ label }) => label);
  expect(labels("")).toEqual(["Any Python 3", "Python 3.11", "Python 3.9", "Python 2.7"]);
  expect(labels("3.10")).toEqual(["Any Python 3", "Python 3.11", "Python 3.10", "Python 3.9", "Python 2.7"]);
});

test("it says where there is one, or that there is none", () => {
  expect(whoHas("3.11", runners)).toEqual({ isMissing: false });
  expect(whoHas("2.7", runners)).toEqual({ text: "Only on north.", isMissing: false });
  expect(whoHas("3.5", runners)).toMatchObject({ isMissing: true });
  expect(whoHas("3.5", [])).toEqual({ isMissing: false });
});
