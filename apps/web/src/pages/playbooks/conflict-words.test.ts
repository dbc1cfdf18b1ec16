import type { Operation } from "@riposte/draft";
import { expect, test } from "vitest";
import { wantedWords } from "./conflict-words.ts";

const set = (field: string[], value?: unknown) =>
  ({ op: "set", node: "say", field, ...(value === undefined ? {} : { value }) }) as Operation;
const back = {
  op: "add_node",
  node: { id: "say", name: "say", kind: "action", arguments: { text: "hello" } },
} as Operation;
const mine = set(["arguments", "text"], "mine");

test.each<readonly [string, Operation, Operation, string]>([
  ["a value", mine, set(["arguments", "text"], "theirs"), "mine"],
  ["a field that is gone", set(["arguments", "text"]), mine, "took it away"],
  ["a step that was deleted and brought back", back, mine, "brought the step back, with hello"],
  ["a field that came back with all of them", set(["arguments"], { text: "hello", n: 1 }), mine, "hello"],
  ["all of them against one", mine, set(["arguments"], {}), "mine"],
  ["a step that is gone", { op: "remove_node", node: "say" }, mine, "deleted the step"],
])("%s", (_, operation, other, words) => {
  expect(wantedWords(operation, other)).toBe(words);
});
