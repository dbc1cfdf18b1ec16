import { expect, test } from "vitest";
import { namesOfTwins, titlesApart } from "./names-of-twins.ts";

test("only steps with the same title need their names beside it", () => {
  const node = (id: string, name: string, label?: string) =>
    ({ id, kind: "join", name, ...(label === undefined ? {} : { label }) }) as const;
  const nodes = [
    node("1", "tell", "Tell"),
    node("2", "tell_2", "Tell"),
    node("3", "end", "End"),
    node("4", "Tell"),
  ];
  expect([...namesOfTwins(nodes)]).toEqual([
    ["1", "tell"],
    ["2", "tell_2"],
    ["4", "Tell"],
  ]);
});

test("lists write it behind the title", () => {
  const [one, two] = ["divide", "divide_2"].map(
    (name) => ({ id: name, kind: "join", name, label: "Divide" }) as const,
  );
  const other = { id: "o", kind: "join", name: "other" } as const;
  if (one === undefined || two === undefined) throw new Error("Two were made.");
  const title = titlesApart([one, two, other]);
  expect([one, two, other].map(title)).toEqual(["Divide (divide)", "Divide (divide_2)", "other"]);
});
