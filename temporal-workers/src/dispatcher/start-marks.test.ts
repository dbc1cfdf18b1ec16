import { expect, test } from "vitest";
import { createStartMarks } from "./start-marks.ts";

function recorded(write: (runs: readonly string[]) => Promise<void> = async () => {}) {
  const written: string[][] = [];
  const complaints: unknown[] = [];
  const marks = createStartMarks({
    write: (runs) => {
      written.push([...runs]);
      return write(runs);
    },
    complain: (error) => complaints.push(error),
  });
  return { written, complaints, marks };
}

test("what starts meanwhile is written in one, and at once where one of them is waited for", async () => {
  const { written, marks } = recorded();
  const soon = ["a", "b"].map((run) => marks.add(run, "soon"));
  await marks.add("c", "now");
  await Promise.all(soon);
  expect(written).toEqual([["a", "b", "c"]]);
  await marks.add("d", "soon");
  expect(written).toEqual([["a", "b", "c"], ["d"]]);
});

test("what comes while one write is under way goes with the next", async () => {
  const first = Promise.withResolvers<void>();
  const { written, marks } = recorded(([run]) => (run === "a" ? first.promise : Promise.resolve()));
  const one = marks.add("a", "now");
  await expect.poll(() => written).toEqual([["a"]]);
  const others = ["b", "c"].map((run) => marks.add(run, "now"));
  first.resolve();
  await Promise.all([one, ...others]);
  expect(written).toEqual([["a"], ["b", "c"]]);
});

test("a write that fails is complained of, and holds up nothing after it; the end writes what is left", async () => {
  const { written, complaints, marks } = recorded(async ([run]) => {
    if (run === "a") throw new Error("away");
  });
  await marks.add("a", "now");
  expect(complaints).toEqual([new Error("away")]);
  void marks.add("b", "soon");
  await marks.close();
  expect(written).toEqual([["a"], ["b"]]);
});
