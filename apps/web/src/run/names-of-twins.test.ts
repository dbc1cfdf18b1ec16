import { expect, test } from "vitest";
import { namesOfTwins } from "./names-of-twins.ts";

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
