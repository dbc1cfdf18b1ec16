import { expect, test } from "vitest";
import type { ListedRun } from "../../run/run-data.ts";
import { mergePages } from "./merge-pages.ts";

function run(id: string, createdAt: string, state: ListedRun["state"] = "running"): ListedRun {
  return { id, createdAt, state } as ListedRun;
}

const pages = [
  { runs: [run("d", "4"), run("c", "3")], next: "c" },
  { runs: [run("b", "2")], next: null },
];

test("known runs change where they stand or go; new ones that are wanted come on top, older strangers do not", () => {
  const changed = [
    run("b", "2", "done"),
    run("c", "3", "failed"),
    run("f", "6"),
    run("e", "5"),
    run("g", "7", "failed"),
    run("a", "1"),
  ];
  const merged = mergePages(pages, changed, ({ state }) => state !== "failed");
  expect(merged.map(({ runs }) => runs.map(({ id, state }) => `${id} ${state}`))).toEqual([
    ["f running", "e running", "d running"],
    ["b done"],
  ]);
  expect(merged[0]?.next).toBe("c");
});
